import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { createSelection, MOST_SELECTED } from "./selection.ts";

const LOADED = ["a", "b", "c", "d", "e"];
const [list, setList] = createSignal("list");

function selectionOf(ids: readonly string[] = LOADED) {
  setList(`list ${Math.random()}`);
  return createRoot(() => createSelection(list, () => ids));
}

const chosenOf = (selection: ReturnType<typeof selectionOf>) => LOADED.filter((id) => selection.has(id)).join("");

test("with shift, all from the last one touched are as that one becomes", () => {
  const selection = selectionOf();
  selection.toggle("b");
  selection.toggle("d", true);
  expect(chosenOf(selection)).toBe("bcd");
  selection.toggle("c", true);
  expect(chosenOf(selection)).toBe("b");
  expect(selection.count()).toBe(1);
});

test("all that match are counted by nobody; taking one out leaves the loaded ones", () => {
  const selection = selectionOf();
  selection.matching();
  expect([selection.has("not loaded"), selection.count()]).toEqual([true, null]);
  selection.toggle("b");
  expect([chosenOf(selection), selection.has("not loaded")]).toEqual(["acde", false]);
});

test("a selection is kept for its list and is not another's", () => {
  const selection = selectionOf();
  selection.loaded();
  const name = list();
  setList("another");
  expect(selection.count()).toBe(0);
  setList(name);
  expect(selection.count()).toBe(5);
});

test("one by one no more are chosen than one request names", () => {
  const selection = selectionOf(Array.from({ length: 1500 }, (_, at) => `c${at}`));
  selection.loaded();
  expect(selection.count()).toBe(MOST_SELECTED);
});
