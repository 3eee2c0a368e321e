import { createMemo, For, Show } from "solid-js";
import { ACTIVITY_KINDS, PRIORITIES } from "#core/engagement/activities/index.ts";
import { CustomerPicker } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar } from "#web/platform/locale.ts";
import { DateField } from "#web/ui/date-input.tsx";
import { Field, SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { useUsers } from "#web/workspace/users/index.ts";
import type { ActivityDraft } from "./activity-draft.ts";
import { durationWord, KIND_ICONS, kindWord, weekdayName } from "./words.ts";

const REMINDERS = [0, 10, 30, 60, 120, 1440, 2880, 10_080];
const WHOLE_DAY_REMINDERS = [0, 1440, 2880, 10_080];
const WEEK = { persian: [6, 7, 1, 2, 3, 4, 5], gregorian: [1, 2, 3, 4, 5, 6, 7] } as const;

type Props = {
  draft: ActivityDraft;
  set: (part: Partial<ActivityDraft>) => void;
  errors: Record<string, string>;
  /** The customer is known where it is planned. */
  withoutCustomer?: boolean;
  subjectRef?: (element: HTMLInputElement) => void;
};

/** What is planned: for a new activity and for changing one. */
export function ActivityFields(props: Props) {
  const users = useUsers();
  const owners = createMemo(() => {
    const known = (users.data ?? []).map(({ id, name }) => ({ value: id as string, label: name }));
    const { ownerId } = props.draft;
    const isGone = users.isSuccess && ownerId !== "" && !known.some(({ value }) => value === ownerId);
    return isGone ? [...known, { value: ownerId, label: t("work.gone") }] : known;
  });
  const text = (name: "subject" | "time" | "minutes" | "interval") => ({
    value: props.draft[name],
    error: props.errors[name],
    onInput: (event: { currentTarget: { value: string } }) => props.set({ [name]: event.currentTarget.value }),
  });
  const remindChoices = () => {
    const isWholeDay = props.draft.time.trim() === "";
    const offered = isWholeDay ? WHOLE_DAY_REMINDERS : REMINDERS;
    const own = props.draft.remind === "" ? [] : [Number(props.draft.remind)];
    return [...new Set([...offered, ...own])]
      .sort((a, b) => a - b)
      .map((minutes) => ({
        value: String(minutes),
        label:
          minutes === 0
            ? t(isWholeDay ? "work.form.remindMorning" : "work.form.remindAtTime")
            : t(isWholeDay ? "work.form.remindBeforeMorning" : "work.form.remindBefore", durationWord(minutes)),
      }));
  };
  const toggle = (weekday: number) => {
    const { weekdays } = props.draft;
    props.set({
      weekdays: weekdays.includes(weekday) ? weekdays.filter((one) => one !== weekday) : [...weekdays, weekday],
    });
  };
  return (
    <div class="space-y-4">
      <Segmented
        label={t("work.form.kind")}
        class="w-full sm:w-auto"
        value={props.draft.kind}
        onChange={(kind) => props.set({ kind })}
        choices={ACTIVITY_KINDS.map((kind) => ({ value: kind, label: kindWord(kind), icon: KIND_ICONS[kind] }))}
      />
      <TextField
        {...text("subject")}
        ref={(element: HTMLInputElement) => props.subjectRef?.(element)}
        label={t("work.form.subject")}
        placeholder={t(`work.form.examples.${props.draft.kind}`)}
        dir="auto"
        maxlength={200}
        autocomplete="off"
      />
      <div class="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <DateField
          label={t("work.form.date")}
          text={props.draft.date}
          error={props.errors.date}
          class="col-span-2"
          onText={(date) => props.set({ date })}
        />
        <TextField
          {...text("time")}
          label={t("work.form.time")}
          placeholder={t("work.wholeDay")}
          inputmode="numeric"
          dir="auto"
          autocomplete="off"
        />
        <TextField
          {...text("minutes")}
          label={t("work.form.minutes")}
          inputmode="numeric"
          dir="auto"
          autocomplete="off"
        />
      </div>
      <div class="grid gap-3 sm:grid-cols-2">
        <Show when={!props.withoutCustomer}>
          <Field label={t("work.form.customer")} error={props.errors.customerId}>
            {(wired) => (
              <CustomerPicker
                id={wired.id}
                label={t("work.form.customer")}
                value={props.draft.customerId}
                invalid={wired["aria-invalid"]}
                describedBy={wired["aria-describedby"]}
                onPick={(customerId) => props.set({ customerId })}
              />
            )}
          </Field>
        </Show>
        <SelectField
          label={t("work.form.owner")}
          value={props.draft.ownerId}
          error={props.errors.ownerId}
          choices={owners()}
          onChange={(event) => props.set({ ownerId: event.currentTarget.value })}
        />
        <SelectField
          label={t("work.form.remind")}
          none={t("work.form.noReminder")}
          value={props.draft.remind}
          choices={remindChoices()}
          onChange={(event) => props.set({ remind: event.currentTarget.value })}
        />
        <Field label={t("work.form.priority")}>
          {(wired) => (
            <div id={wired.id}>
              <Segmented
                label={t("work.form.priority")}
                class="w-full"
                value={props.draft.priority}
                onChange={(priority) => props.set({ priority })}
                choices={PRIORITIES.map((value) => ({ value, label: t(`work.priorities.${value}`) }))}
              />
            </div>
          )}
        </Field>
      </div>
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
            {...text("interval")}
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
      <TextArea
        label={t("work.form.notes")}
        value={props.draft.notes}
        error={props.errors.notes}
        maxlength={4000}
        onInput={(event) => props.set({ notes: event.currentTarget.value })}
      />
    </div>
  );
}
