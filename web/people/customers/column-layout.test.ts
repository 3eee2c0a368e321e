import { expect, test } from "vitest";
import { FIRST_LAYOUT, fitted, moved, toggled, totalWidth, tracksOf, withWidth } from "./column-layout.ts";

const own = () => 100;
const idsOf = (layout: typeof FIRST_LAYOUT) => layout.map(({ id }) => id);

test("the first columns give way where there is too little room; chosen ones stay", () => {
  expect(idsOf(fitted(FIRST_LAYOUT, 2000, own))).toEqual(idsOf(FIRST_LAYOUT));
  expect(idsOf(fitted(FIRST_LAYOUT, 850, own))).toEqual(["name", "stage", "phone", "city", "tags", "lastContact"]);
  expect(idsOf(fitted(FIRST_LAYOUT, 100, own))).toEqual(["name", "stage"]);
  const chosen = withWidth(FIRST_LAYOUT, "city", 300);
  expect(fitted(chosen, 100, own)).toEqual(chosen);
});

test("a column moves anywhere but before the name, which never moves or goes", () => {
  const layout = [{ id: "name" }, { id: "a" }, { id: "b" }, { id: "c" }];
  expect(idsOf(moved(layout, "c", 1))).toEqual(["name", "c", "a", "b"]);
  expect(idsOf(moved(layout, "a", 99))).toEqual(["name", "b", "c", "a"]);
  expect(idsOf(moved(layout, "a", 0))).toEqual(["name", "a", "b", "c"]);
  expect(moved(layout, "name", 3)).toEqual(layout);
  expect(toggled(layout, "name")).toEqual(layout);
  expect(idsOf(toggled(layout, "b"))).toEqual(["name", "a", "c"]);
  expect(idsOf(toggled(layout, "d"))).toEqual(["name", "a", "b", "c", "d"]);
});

test("the name takes the room that is left until it is drawn", () => {
  expect(tracksOf([{ id: "name" }, { id: "a" }], own)).toBe("minmax(176px,1fr) 100px");
  expect(tracksOf([{ id: "name", width: 220 }, { id: "a" }], own)).toBe("220px 100px minmax(0,1fr)");
});

test("a width stays within what can be used", () => {
  expect(withWidth([{ id: "a" }], "a", 3)).toEqual([{ id: "a", width: 48 }]);
  expect(withWidth([{ id: "a" }], "a", 99_999)).toEqual([{ id: "a", width: 1200 }]);
  expect(totalWidth([{ id: "name" }, { id: "a", width: 80 }], own)).toBe(176 + 80 + 24);
});
