import { For, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showInstant } from "#web/platform/show.ts";
import { InlineSelect, Line } from "#web/ui/inline-fields.tsx";
import { saveChoice } from "./save.ts";
import { type Consent, channelWord, consentChoices } from "./words.ts";

/** What the customer has allowed, channel by channel, and since when. */
export function ConsentLines(props: { customer: Customer; readOnly: boolean }) {
  return (
    <For each={["call", "sms", "email"] as const}>
      {(channel) => {
        const consent = () => props.customer.consents[channel];
        return (
          <Line label={channelWord(channel)}>
            <div class="flex flex-wrap items-center">
              <InlineSelect
                label={t("customers.consentFor", channelWord(channel))}
                value={consent().state}
                choices={consentChoices()}
                readOnly={props.readOnly}
                class="field-sizing-content w-auto"
                onSave={(state) =>
                  saveChoice(
                    props.customer.id,
                    { consents: { [channel]: { state: state as Consent } } },
                    t("customers.consentFor", channelWord(channel)),
                  )
                }
              />
              <Show when={consent().state !== "unknown" && consent().at}>
                {(at) => <span class="px-2 text-ink-3 text-sm">{showInstant(at(), "short")}</span>}
              </Show>
            </div>
          </Line>
        );
      }}
    </For>
  );
}
