import { Show } from "solid-js";
import type { Interaction, TimelineEntry } from "#core/engagement/interactions/index.ts";
import type { Customer } from "#core/people/customers/index.ts";
import { localTime } from "#core/platform/calendar.ts";
import { MessageEntry, MessageSign } from "#web/engagement/messages/index.ts";
import { t } from "#web/platform/i18n.ts";
import { timeZone } from "#web/platform/locale.ts";
import { showDate } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { ChangeEntry } from "./change-entry.tsx";
import { ChannelIcon } from "./channel-icon.tsx";
import { InteractionEntry } from "./interaction-entry.tsx";

type RowProps = {
  entry: TimelineEntry;
  before: TimelineEntry | undefined;
  /** What the customer is. */
  kind: Customer["kind"];
  mayWrite: boolean;
  /** Whether the versions before may be read. */
  mayAudit: boolean;
  onCorrect: (interaction: Interaction) => void;
  onWithdraw: (interaction: Interaction) => void;
  onVersions: (interaction: Interaction) => void;
};

function dayOf(entry: TimelineEntry | undefined): string | null {
  return entry ? localTime(entry.at, timeZone()).on : null;
}

function dayWord(on: string): string {
  const today = localTime(new Date().toISOString(), timeZone()).on;
  if (on === today) return t("dates.today");
  const yesterday = localTime(new Date(Date.now() - 86_400_000).toISOString(), timeZone()).on;
  return on === yesterday ? t("dates.yesterday") : showDate(on);
}

/** One entry on its thread, under the name of its day where a day begins. */
export function TimelineRow(props: RowProps) {
  const newDay = () => {
    const day = dayOf(props.entry);
    return day !== dayOf(props.before) ? day : null;
  };
  return (
    <>
      <Show when={newDay()}>{(day) => <h3 class="pt-4 pb-2 font-medium text-ink-3 text-sm">{dayWord(day())}</h3>}</Show>
      <div
        class="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3"
        classList={{ "pb-2.5": props.entry.type !== "change", "pb-1": props.entry.type === "change" }}
      >
        <div class="relative flex justify-center">
          <span aria-hidden="true" class="absolute -top-2 -bottom-3 w-px bg-line" />
          <Show
            when={props.entry.type === "interaction" && props.entry}
            fallback={
              <Show
                when={props.entry.type === "message" && props.entry}
                fallback={<span class="relative mt-3 size-1.5 rounded-full bg-ink-3 ring-4 ring-paper" />}
              >
                {(entry) => (
                  <span class="relative mt-2 grid size-7 place-items-center rounded-full border bg-paper text-accent">
                    <MessageSign message={entry().message} size={14} />
                  </span>
                )}
              </Show>
            }
          >
            {(entry) => (
              <span
                class={`relative mt-2 grid size-7 place-items-center rounded-full border bg-paper ${entry().interaction.withdrawnAt ? "text-ink-3" : "text-accent"}`}
              >
                <ChannelIcon channel={entry().interaction.channel} size={14} />
              </span>
            )}
          </Show>
        </div>
        <Show
          when={props.entry.type === "interaction" && props.entry}
          fallback={
            <Show
              when={props.entry.type === "change" && props.entry}
              fallback={
                <Show when={props.entry.type === "message" && props.entry}>
                  {(entry) => <MessageEntry message={entry().message} />}
                </Show>
              }
            >
              {(entry) => (
                <div class="flex items-baseline gap-x-3">
                  <div class="min-w-0 flex-1">
                    <ChangeEntry change={entry().change} kind={props.kind} />
                  </div>
                  <Ago at={entry().at} class="shrink-0 text-ink-3 text-xs" />
                </div>
              )}
            </Show>
          }
        >
          {(entry) => (
            <InteractionEntry
              interaction={entry().interaction}
              mayWrite={props.mayWrite}
              onCorrect={props.onCorrect}
              onWithdraw={props.onWithdraw}
              mayAudit={props.mayAudit}
              onVersions={props.onVersions}
            />
          )}
        </Show>
      </div>
    </>
  );
}
