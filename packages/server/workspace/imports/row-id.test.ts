import { expect, test } from "vitest";
import { rowId } from "./row-id.ts";

test("a row's id is the same at every try, another for every row, and in the order of the file", () => {
  const ids = Array.from({ length: 5000 }, (_, line) => rowId("cus", "imp_01JD8ZC3W5AZZZZZZZZZZZZY00", line));
  expect(rowId("cus", "imp_01JD8ZC3W5AZZZZZZZZZZZZY00", 4711)).toBe(ids[4711]);
  expect(new Set(ids).size).toBe(5000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^cus_01JD8ZC3W5[0-9A-HJKMNP-TV-Z]{16}$/);
});
