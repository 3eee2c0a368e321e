import { keep, readKept } from "#web/platform/kept.ts";
import type { Found } from "./queries.ts";

const MOST = 7;
const keyOf = (person: string) => `recent.${person}`;

/** What this person opened last in this browser, newest first. */
export function recentOf(person: string): Found[] {
  try {
    const kept: unknown = JSON.parse(readKept(keyOf(person)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isFound).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberOpened(person: string, opened: Found): void {
  const others = recentOf(person).filter((one) => one.id !== opened.id);
  keep(keyOf(person), JSON.stringify([opened, ...others].slice(0, MOST)));
}

function isFound(value: unknown): value is Found {
  const { id, label } = (value ?? {}) as Partial<Found>;
  return typeof id === "string" && typeof label === "string";
}
