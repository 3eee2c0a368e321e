import { For, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { calendar } from "#web/platform/locale.ts";
import { DateField } from "#web/ui/date-input.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import type { ActivityDraft } from "./activity-draft.ts";
import { weekdayName } from "./words.ts";

const WEEK = { persian: [6, 7, 1, 2, 3, 4, 5], gregorian: [1, 2, 3, 4, 5, 6, 7] } as const;

type Props = {
  draft: ActivityDraft;
  set: (part: Partial<ActivityDraft>) => void;
  errors: Record<string, string>;
};

/** How often it comes again, on which days and until when. */
export function Repeating(props: Props) {
  const toggle = (weekday: number) => {
    const { weekdays } = props.draft;
    props.set({
      weekdays: weekdays.includes(weekday) ? weekdays.filter((one) => one !== weekday) : [...weekdays, weekday],
    });
  };
  return (
    <>
      <div class="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <SelectField
          label={t("work.form.repeats")}
          none={t("work.form.once")}
          class="col-span-2"
          value={props.draft.every}
          choices={(["day", "week", "month", "year"] as const).map((value) => ({
            value,
            label: t(`work.every.${value}`),
          }))}
          onChange={(event) => props.set({ every: event.currentTarget.value as ActivityDraft["every"] })}
        />
        <Show when={props.draft.every}>
          <TextField
            value={props.draft.interval}
            error={props.errors.interval}
            onInput={(event) => props.set({ interval: event.currentTarget.value })}
            label={t("work.form.interval")}
            placeholder={t("work.form.intervalPlaceholder")}
            inputmode="numeric"
            dir="auto"
          />
          <DateField
            label={t("work.form.until")}
            text={props.draft.until}
            error={props.errors.until}
            placeholder={t("work.form.forever")}
            onText={(until) => props.set({ until })}
          />
        </Show>
      </div>
      <Show when={props.draft.every === "week"}>
        <fieldset class="flex flex-wrap gap-1.5">
          <legend class="sr-only">{t("work.form.weekdays")}</legend>
          <For each={WEEK[calendar()]}>
            {(weekday) => (
              <label class="relative flex h-8 cursor-pointer select-none items-center rounded-lg border border-line-strong bg-raised px-2.5 text-ink-2 text-sm outline-accent hover:bg-hover has-focus-visible:outline-2 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink">
                <input
                  type="checkbox"
                  class="absolute inset-0 cursor-pointer opacity-0"
                  checked={props.draft.weekdays.includes(weekday)}
                  onChange={() => toggle(weekday)}
                />
                {weekdayName(weekday)}
              </label>
            )}
          </For>
        </fieldset>
      </Show>
    </>
  );
}
