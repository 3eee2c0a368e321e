import { expect, test } from "vitest";
import * as holidays from "#core/workspace/holidays/index.ts";
import { createTestWorkspace } from "./workspace.ts";

test("a company adds lunar holidays, takes days out, and says its weekend", async () => {
  const { call } = await createTestWorkspace();
  const listed = async () =>
    (await call(holidays.listHolidays, { query: { from: "2026-03-21", to: "2026-07-01" } })).items;
  const before = await listed();
  expect(before).toHaveLength(8);
  await call(holidays.addHoliday, { body: { on: "2026-06-26", name: "عاشورا" } });
  await call(holidays.addHoliday, { body: { on: "2026-06-26", name: "عاشورای حسینی" } });
  await call(holidays.removeHoliday, { params: { on: "2026-04-02" } });
  const after = await listed();
  expect(after.map(({ on }) => on)).not.toContain("2026-04-02");
  expect(after.at(-1)).toEqual({ on: "2026-06-26", name: "عاشورای حسینی", fixed: false });
  await call(holidays.removeHoliday, { params: { on: "2026-06-26" } });
  await call(holidays.addHoliday, { body: { on: "2026-04-02", name: "روز طبیعت" } });
  expect((await listed()).map(({ on }) => on)).toEqual(before.map(({ on }) => on));
  await expect(call(holidays.removeHoliday, { params: { on: "2026-05-05" } })).rejects.toThrow("holiday.not_found");
  await call(holidays.setWeekend, { body: { weekend: [5, 4, 5] } });
  const { weekend } = await call(holidays.listHolidays, { query: { from: "2026-03-21", to: "2026-03-22" } });
  expect(weekend).toEqual([4, 5]);
});
