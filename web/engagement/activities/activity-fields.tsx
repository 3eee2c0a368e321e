import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, For, Show } from "solid-js";
import { ACTIVITY_KINDS, PRIORITIES } from "#core/engagement/activities/index.ts";
import { addDays } from "#core/platform/rules/days.ts";
import { CustomerPicker } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar } from "#web/platform/locale.ts";
import { showDate } from "#web/platform/show.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-input.tsx";
import { Field, SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { useUsers } from "#web/workspace/users/index.ts";
import type { ActivityDraft } from "./activity-draft.ts";
import { nextWeek } from "./calendar-days.ts";
import { Repeating } from "./repeating.tsx";
import { dayWord, durationWord, KIND_ICONS, kindWord, todayOn } from "./words.ts";

const REMINDERS = [0, 10, 30, 60, 120, 1440, 2880, 10_080];
const WHOLE_DAY_REMINDERS = [0, 1440, 2880, 10_080];

type Props = {
  draft: ActivityDraft;
  set: (part: Partial<ActivityDraft>) => void;
  errors: Record<string, string>;
  /** The customer is known where it is planned. */
  withoutCustomer?: boolean;
  /** What is seldom said is folded away. */
  brief?: boolean;
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
  const text = (name: "subject" | "time" | "minutes") => ({
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
  const [full, setFull] = createSignal(false);
  const isFull = () => {
    const { minutes, every, notes } = props.draft;
    return !props.brief || full() || minutes !== "" || every !== "" || notes !== "";
  };
  const days = () => {
    const today = todayOn();
    return [today, addDays(today, 1), nextWeek(today, calendar())].map((on) => ({ on, date: showDate(on, "short") }));
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
          class={props.brief ? "sm:col-span-2" : "col-span-2"}
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
        <Show
          when={isFull()}
          fallback={
            <fieldset class="flex items-end gap-1 max-sm:col-span-2 sm:col-span-4 sm:-mt-1.5">
              <legend class="sr-only">{t("work.form.date")}</legend>
              <For each={days()}>
                {({ on, date }, at) => (
                  <button
                    type="button"
                    aria-pressed={props.draft.date === date}
                    class="h-7 rounded-lg border border-line-strong bg-raised px-2.5 text-ink-2 text-sm hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink"
                    onClick={() => props.set({ date })}
                  >
                    {at() === 2 ? t("work.nextWeek") : dayWord(on)}
                  </button>
                )}
              </For>
            </fieldset>
          }
        >
          <TextField
            {...text("minutes")}
            label={t("work.form.minutes")}
            inputmode="numeric"
            dir="auto"
            autocomplete="off"
          />
        </Show>
      </div>
      <div class={`grid gap-3 ${props.brief ? "sm:grid-cols-3" : "sm:grid-cols-2"}`}>
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
      <Show when={isFull()}>
        <Repeating draft={props.draft} set={props.set} errors={props.errors} />
        <TextArea
          label={t("work.form.notes")}
          value={props.draft.notes}
          error={props.errors.notes}
          maxlength={4000}
          onInput={(event) => props.set({ notes: event.currentTarget.value })}
        />
      </Show>
      <Show when={!isFull()}>
        <Button size="small" look="quiet" icon={Plus as Icon} class="ms-[-0.625rem]" onClick={() => setFull(true)}>
          {t("work.form.more")}
        </Button>
      </Show>
    </div>
  );
}
