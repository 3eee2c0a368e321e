import X from "lucide-solid/icons/x";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { localTime } from "#core/platform/calendar.ts";
import { addDays } from "#core/platform/rules/days.ts";
import { addHoliday, listHolidays, removeHoliday, setWeekend } from "#core/workspace/holidays/index.ts";
import { call } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar, locale, timeZone } from "#web/platform/locale.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { showDate } from "#web/platform/show.ts";
import { useQuery } from "#web/platform/use-query.ts";
import { Button, type Icon, IconButton } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-input.tsx";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { TextField } from "#web/ui/field.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";

const WEEK = { persian: [6, 7, 1, 2, 3, 4, 5], gregorian: [1, 2, 3, 4, 5, 6, 7] } as const;
const DAYS_AHEAD = 400;

/** The days on which nobody is disturbed and calendars are quiet: fixed ones, those the company enters, and its weekend. */
export default function HolidaysPage() {
  useTitle(() => t("holidays.title"));
  const today = localTime(new Date().toISOString(), timeZone()).on;
  const holidays = useQuery(() => ({
    queryKey: ["holidays", "page", today],
    queryFn: ({ signal }) => call(listHolidays, { query: { from: today, to: addDays(today, DAYS_AHEAD) } }, { signal }),
  }));
  const [date, setDate] = createSignal("");
  const [name, setName] = createSignal("");
  const [errors, setErrors] = createSignal<{ date?: string; name?: string }>({});
  const saving = async (work: () => Promise<unknown>, said: string, undo?: () => void): Promise<boolean> => {
    try {
      await work();
      await queryClient.invalidateQueries({ queryKey: ["holidays"] });
      toastDone(said, undo);
      return true;
    } catch (error) {
      toastFailed(messageOf(error));
      return false;
    }
  };
  const put = (on: string, named: string, said: string) =>
    saving(() => call(addHoliday, { body: { on, name: named } }), said);
  const add = async () => {
    const read = readDate(date());
    const wrong = date().trim() === "" ? t("work.form.dateNeeded") : dateProblem(date());
    setErrors({ ...(wrong && { date: wrong }), ...(name().trim() === "" && { name: t("holidays.nameNeeded") }) });
    if (!("on" in read) || Object.keys(errors()).length > 0) return;
    if (!(await put(read.on, name().trim(), t("holidays.added")))) return;
    setDate("");
    setName("");
  };
  const remove = (on: string, named: string) =>
    saving(
      () => call(removeHoliday, { params: { on } }),
      t("holidays.removed", named),
      () => void put(on, named, t("holidays.added")),
    );
  const toggle = (weekday: number) => {
    const weekend = holidays.data?.weekend ?? [];
    const next = weekend.includes(weekday) ? weekend.filter((one) => one !== weekday) : [...weekend, weekday];
    void saving(() => call(setWeekend, { body: { weekend: next } }), t("notices.saved"));
  };
  // 1 January 2024 was a Monday.
  const weekdayName = (weekday: number) =>
    new Intl.DateTimeFormat(locale() === "fa" ? "fa-IR" : "en", { weekday: "long", timeZone: "UTC" }).format(
      new Date(Date.UTC(2024, 0, weekday)),
    );
  return (
    <section>
      <h2 class="font-semibold text-lg">{t("holidays.title")}</h2>
      <p class="mb-5 text-ink-2">{t("holidays.text")}</p>
      <Switch>
        <Match when={holidays.isPending}>
          <Skeleton lines={6} />
        </Match>
        <Match when={holidays.isError && !holidays.data}>
          <ErrorState error={holidays.error} onRetry={() => void holidays.refetch()} />
        </Match>
        <Match when={holidays.data}>
          {(data) => (
            <>
              <fieldset class="mb-6">
                <legend class="mb-1.5 font-medium text-ink-2 text-sm">{t("holidays.weekend")}</legend>
                <div class="flex flex-wrap gap-1.5">
                  <For each={WEEK[calendar()]}>
                    {(weekday) => (
                      <label class="relative flex h-8 cursor-pointer select-none items-center rounded-lg border border-line-strong bg-raised px-2.5 text-ink-2 text-sm outline-accent hover:bg-hover has-focus-visible:outline-2 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink">
                        <input
                          type="checkbox"
                          class="absolute inset-0 cursor-pointer opacity-0"
                          checked={data().weekend.includes(weekday)}
                          onChange={() => toggle(weekday)}
                        />
                        {weekdayName(weekday)}
                      </label>
                    )}
                  </For>
                </div>
              </fieldset>
              <form
                noValidate
                class="mb-5 grid items-start gap-3 sm:grid-cols-[12rem_1fr_auto]"
                onSubmit={(event) => {
                  event.preventDefault();
                  void add();
                }}
              >
                <DateField label={t("work.form.date")} text={date()} error={errors().date} onText={setDate} />
                <TextField
                  label={t("holidays.name")}
                  placeholder={t("holidays.example")}
                  value={name()}
                  maxlength={80}
                  error={errors().name}
                  onInput={(event) => setName(event.currentTarget.value)}
                />
                <Button type="submit" look="primary" class="sm:mt-6">
                  {t("holidays.add")}
                </Button>
              </form>
              <ul class="divide-y rounded-xl border">
                <For each={data().items} fallback={<li class="px-4 py-3 text-ink-2">{t("holidays.none")}</li>}>
                  {(holiday) => (
                    <li class="flex items-center gap-4 px-4 py-2">
                      <span class="w-40 shrink-0 text-ink-2 tabular-nums">{showDate(holiday.on)}</span>
                      <span class="min-w-0 flex-1 truncate">
                        <bdi>{holiday.name}</bdi>
                      </span>
                      <Show when={holiday.fixed}>
                        <span class="text-ink-3 text-sm">{t("holidays.fixed")}</span>
                      </Show>
                      <IconButton
                        icon={X as Icon}
                        label={t("holidays.remove", holiday.name)}
                        onClick={() => void remove(holiday.on, holiday.name)}
                      />
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
}
