import { createUniqueId, For, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { DateField } from "#web/ui/date-input.tsx";
import { dateExample } from "#web/ui/dates.ts";
import { TextArea, TextField } from "#web/ui/field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { ChannelPicker } from "./channel-picker.tsx";
import {
  type Direction,
  hasDirection,
  hasDuration,
  type InteractionDraft,
  isAsked,
  usualDirection,
} from "./interaction-draft.ts";

type FieldsProps = {
  draft: InteractionDraft;
  set: (part: Partial<InteractionDraft>) => void;
  errors: Record<string, string>;
  /** Now is offered as the time; a correction always has its own. */
  mayBeNow: boolean;
  bodyRef?: (element: HTMLTextAreaElement) => void;
};

/** What is said of one interaction: for logging it and for correcting it. */
export function InteractionFields(props: FieldsProps) {
  const outcomes = createUniqueId();
  const text = (name: "subject" | "outcome" | "minutes" | "time") => ({
    value: props.draft[name],
    error: props.errors[name],
    onInput: (event: { currentTarget: { value: string } }) => props.set({ [name]: event.currentTarget.value }),
  });
  return (
    <div class="space-y-3">
      <div class="flex flex-wrap items-center gap-2">
        <ChannelPicker
          value={props.draft.channel}
          onChange={(channel) => props.set({ channel, direction: usualDirection(channel) })}
        />
        <Show when={hasDirection(props.draft.channel)}>
          <Segmented<Direction>
            label={t("interactions.direction")}
            value={props.draft.direction}
            onChange={(direction) => props.set({ direction })}
            choices={[
              { value: "in", label: t("interactions.directions.in") },
              { value: "out", label: t("interactions.directions.out") },
            ]}
          />
        </Show>
      </div>
      <Show when={isAsked("body")}>
        <TextArea
          ref={(element: HTMLTextAreaElement) => props.bodyRef?.(element)}
          label={t("interactions.body")}
          labelHidden
          placeholder={t("interactions.bodyPlaceholder")}
          value={props.draft.body}
          error={props.errors.body}
          onInput={(event) => props.set({ body: event.currentTarget.value })}
        />
      </Show>
      <div class="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Show when={isAsked("subject")}>
          <TextField
            {...text("subject")}
            label={t("interactions.subject")}
            class="col-span-2"
            dir="auto"
            maxlength={300}
          />
        </Show>
        <Show when={isAsked("outcome")}>
          <TextField
            {...text("outcome")}
            label={t("interactions.outcome")}
            class={hasDuration(props.draft.channel) ? "" : "col-span-2"}
            dir="auto"
            maxlength={200}
            list={outcomes}
          />
        </Show>
        <Show when={hasDuration(props.draft.channel) && isAsked("durationSeconds")}>
          <TextField {...text("minutes")} label={t("interactions.minutes")} inputmode="numeric" dir="ltr" />
        </Show>
        <DateField
          label={t("interactions.occurredOn")}
          text={props.draft.date}
          error={props.errors.date}
          placeholder={props.mayBeNow ? t("interactions.now") : dateExample()}
          class="sm:col-span-2"
          onText={(date) => props.set({ date })}
        />
        <Show when={props.draft.date.trim() !== ""}>
          <TextField
            {...text("time")}
            label={t("interactions.occurredTime")}
            placeholder="12:00"
            inputmode="numeric"
            dir="ltr"
          />
        </Show>
      </div>
      <datalist id={outcomes}>
        <For each={["interested", "callBack", "noAnswer", "agreed", "declined", "sent"] as const}>
          {(outcome) => <option value={t(`interactions.outcomes.${outcome}`)} />}
        </For>
      </datalist>
    </div>
  );
}
