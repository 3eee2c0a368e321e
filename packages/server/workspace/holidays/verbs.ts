import { CrmError, invalid } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import { addDays } from "#core/platform/rules/days.ts";
import { type HolidayTable, holidaysBetween, MOST_HOLIDAYS } from "#core/workspace/holidays/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readHolidays, writeOfHolidays } from "./store.ts";

const MOST_DAYS = 2 * 366;

/** What the company has said of its days off; for rooms that must not disturb anybody on one. */
export async function holidayTable(ctx: Pick<Ctx, "table" | "workspace">): Promise<HolidayTable> {
  return (await readHolidays(ctx.table, ctx.workspace.region)).days;
}

export async function listHolidays(ctx: Ctx, { from, to }: { from: string; to: string }) {
  if (to < from || addDays(from, MOST_DAYS) < to)
    throw invalid("holiday.span_wrong", "Ask for at most two years, the first day first.", [{ path: "to" }]);
  const days = await holidayTable(ctx);
  const { region, locale } = ctx.workspace;
  return { items: holidaysBetween(days, { from, to, region, locale }), weekend: [...days.weekend] };
}

export async function addHoliday(ctx: Ctx, holiday: { on: string; name: string }): Promise<undefined> {
  const name = cleanText(holiday.name);
  await change(ctx, (days) => {
    const others = days.added.filter(({ on }) => on !== holiday.on);
    if (others.length >= MOST_HOLIDAYS)
      throw invalid("holiday.too_many", `A company may enter ${MOST_HOLIDAYS} holidays. Take past ones out.`);
    const added = [...others, { on: holiday.on, name }].sort((a, b) => (a.on < b.on ? -1 : 1));
    return { ...days, added, worked: days.worked.filter((on) => on !== holiday.on) };
  });
}

export async function removeHoliday(ctx: Ctx, on: string): Promise<undefined> {
  await change(ctx, (days) => {
    const added = days.added.filter((one) => one.on !== on);
    const { region, locale } = ctx.workspace;
    const isFixed = holidaysBetween({ ...days, added: [] }, { from: on, to: on, region, locale }).length > 0;
    if (added.length === days.added.length && !isFixed)
      throw new CrmError("notFound", "holiday.not_found", "There is no holiday on this day.");
    return { ...days, added, worked: isFixed ? [...days.worked, on].slice(-MOST_HOLIDAYS) : days.worked };
  });
}

export async function setWeekend(ctx: Ctx, weekend: readonly number[]): Promise<undefined> {
  await change(ctx, (days) => ({ ...days, weekend: [...new Set(weekend)].sort((a, b) => a - b) }));
}

async function change(ctx: Ctx, decide: (days: HolidayTable) => HolidayTable): Promise<void> {
  const { days, version } = await readHolidays(ctx.table, ctx.workspace.region);
  const after = decide(days);
  const names = (Object.keys(after) as (keyof HolidayTable)[]).filter(
    (name) => JSON.stringify(days[name]) !== JSON.stringify(after[name]),
  );
  if (names.length === 0) return;
  await commit(ctx, {
    writes: [writeOfHolidays(after, version)],
    change: {
      entity: "workspace",
      entityId: "workspace",
      verb: "workspace.holidays",
      fields: Object.fromEntries(names.map((name) => [`holidays.${name}`, { after: after[name] }])),
    },
  });
}
