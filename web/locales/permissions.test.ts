import { expect, test } from "vitest";
import { PERMISSIONS } from "#core/platform/permissions.ts";
import { en } from "./en.ts";
import { fa } from "./fa.ts";

test.each([
  ["en", en.permissions],
  ["fa", fa.permissions],
] as const)("every permission is told in words, in %s", (_, words) => {
  const told = Object.entries(words).flatMap(([of, verbs]) => Object.keys(verbs).map((verb) => `${of}.${verb}`));
  expect(told.toSorted()).toEqual(PERMISSIONS.toSorted());
});
