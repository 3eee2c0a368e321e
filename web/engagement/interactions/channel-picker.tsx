import { type Channel, channelChoices, channelWord } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Options } from "#web/ui/field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { CHANNEL_ICONS } from "./channel-icon.tsx";

const USUAL = ["note", "call", "meeting", "email", "sms"] as const satisfies Channel[];

/** The usual channels side by side, the others in a list. */
export function ChannelPicker(props: { value: Channel; onChange: (channel: Channel) => void }) {
  const isUsual = () => (USUAL as readonly Channel[]).includes(props.value);
  const others = () => channelChoices().filter((choice) => !(USUAL as readonly string[]).includes(choice.value));
  return (
    <div class="flex max-w-full flex-wrap items-center gap-2">
      <Segmented<Channel>
        label={t("interactions.channel")}
        value={props.value}
        onChange={props.onChange}
        class="max-w-full flex-wrap"
        choices={USUAL.map((channel) => ({
          value: channel,
          label: channelWord(channel),
          icon: CHANNEL_ICONS[channel],
        }))}
      />
      <select
        aria-label={t("interactions.otherChannel")}
        class={`h-8 rounded-lg border bg-sunk px-2 text-sm hover:text-ink ${isUsual() ? "text-ink-2" : "font-medium text-ink"}`}
        onChange={(event) => event.currentTarget.value && props.onChange(event.currentTarget.value as Channel)}
      >
        <Options choices={others()} none={t("interactions.otherChannel")} value={isUsual() ? "" : props.value} />
      </select>
    </div>
  );
}
