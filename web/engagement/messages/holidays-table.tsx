import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createSignal, For } from "solid-js";
import type { SendingSettings } from "#core/engagement/messages/index.ts";
import { monthName } from "#core/platform/date-format.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar, locale } from "#web/platform/locale.ts";
import { readNumber } from "#web/platform/moments.ts";
import { showDigits } from "#web/platform/show.ts";
import { Button, type Icon, IconButton } from "#web/ui/button.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";

type Holiday = SendingSettings["holidays"][number];

/** Days on which no marketing goes, in either calendar; of every year, or of one. */
export function HolidaysTable(props: { holidays: readonly Holiday[]; onChange: (holidays: Holiday[]) => void }) {
  const [name, setName] = createSignal("");
  const [kind, setKind] = createSignal<Holiday["calendar"]>(calendar());
  const [month, setMonth] = createSignal(1);
  const [day, setDay] = createSignal("");
  const [year, setYear] = createSignal("");
  const add = () => {
    const chosen = readNumber(day());
    if (name().trim() === "" || chosen === null || chosen < 1 || chosen > 31) return;
    const inYear = readNumber(year());
    const holiday = {
      name: name().trim(),
      calendar: kind(),
      month: month(),
      day: chosen,
      ...(inYear !== null && { year: inYear }),
    };
    props.onChange([...props.holidays, holiday]);
    setName("");
    setDay("");
  };
  const dayOf = ({ day, month, calendar: own, year }: Holiday) =>
    showDigits(`${day} ${monthName(month, own, locale())}${year ? ` ${year}` : ""}`);
  return (
    <div>
      <ul class="divide-y border-y" aria-label={t("sending.holidays")}>
        <For each={props.holidays} fallback={<li class="py-2 text-ink-3">{t("sending.noHolidays")}</li>}>
          {(holiday, at) => (
            <li class="flex items-center gap-3 py-1">
              <span class="w-40 shrink-0 tabular-nums">{dayOf(holiday)}</span>
              <span class="min-w-0 flex-1 truncate text-ink-2" dir="auto">
                {holiday.name}
              </span>
              <IconButton
                icon={X as Icon}
                label={t("sending.removeHoliday", holiday.name)}
                onClick={() => props.onChange(props.holidays.filter((_, other) => other !== at()))}
              />
            </li>
          )}
        </For>
      </ul>
      <div class="mt-3 grid grid-cols-2 items-end gap-2 sm:grid-cols-[1fr_7rem_8rem_4.5rem_5.5rem_auto]">
        <TextField
          label={t("sending.holidayName")}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label={t("sending.calendar")}
          value={kind()}
          choices={(["persian", "gregorian"] as const).map((value) => ({
            value,
            label: t(`sending.calendars.${value}`),
          }))}
          onChange={(event) => setKind(event.currentTarget.value as Holiday["calendar"])}
        />
        <SelectField
          label={t("sending.month")}
          value={String(month())}
          choices={Array.from({ length: 12 }, (_, at) => ({
            value: String(at + 1),
            label: monthName(at + 1, kind(), locale()),
          }))}
          onChange={(event) => setMonth(Number(event.currentTarget.value))}
        />
        <TextField
          label={t("sending.day")}
          inputmode="numeric"
          value={day()}
          onInput={(event) => setDay(event.currentTarget.value)}
        />
        <TextField
          label={t("sending.year")}
          inputmode="numeric"
          placeholder={t("sending.everyYear")}
          value={year()}
          onInput={(event) => setYear(event.currentTarget.value)}
        />
        <Button icon={Plus as Icon} onClick={add}>
          {t("sending.addHoliday")}
        </Button>
      </div>
    </div>
  );
}
