import { toPersianDigits } from "#core/platform/digits.ts";
import type { Item, Value } from "#server/platform/table.ts";
import type { Fate } from "./rules.ts";

/** What is one person's for certain, however it is written; `shared`: other customers who have the same. */
export type Identifier = { spellings: readonly string[]; shared: ReadonlySet<string> };

/** What people wrote, with whom it was about: where somebody else may be named. */
const WRITTEN = new Set(["interaction", "interactionVersion", "message", "letter", "activity", "work", "planned"]);
const GONE = "…";
const LEAST = 6;

export const isWritten = ({ type }: Item): boolean => WRITTEN.has(String(type));

export function customerOf({ data }: Item): string | null {
  const { customerId } = (data ?? {}) as { customerId?: unknown };
  return typeof customerId === "string" ? customerId : null;
}

/** A number as it is kept and as people write it, an address in small letters, in either digits. */
export function spellingsOf(text: string): string[] {
  const local = /^\+98\d{8,}$/.test(text) ? [`0${text.slice(3)}`, `0098${text.slice(3)}`, text.slice(3)] : [];
  const all = [text, ...local];
  return [...new Set([...all, ...all.map(toPersianDigits)])].filter((one) => one.length >= LEAST);
}

/** Without the person's identifiers, where the customer it is about has not the same; null when there is none in it. */
export function withoutIdentifiers(item: Item, identifiers: readonly Identifier[]): Fate {
  const of = customerOf(item);
  const spellings = identifiers
    .filter(({ shared }) => of === null || !shared.has(of))
    .flatMap((identifier) => identifier.spellings)
    .sort((one, other) => other.length - one.length);
  if (spellings.length === 0) return null;
  const pattern = new RegExp(spellings.map(alone).join("|"), "giu");
  const next = replaced(item.data as Value, pattern);
  return next === item.data ? null : { set: { data: next } };
}

/** Not inside a longer number, word or address. */
function alone(text: string): string {
  const before = text.includes("@") ? "[\\p{L}\\p{N}._%+-]" : "[\\p{L}\\p{N}]";
  return `(?<!${before})${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`;
}

function replaced(value: Value, pattern: RegExp): Value {
  if (typeof value === "string") return value.replaceAll(pattern, GONE);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const next = value.map((one) => replaced(one as Value, pattern));
    return next.some((one, at) => one !== value[at]) ? next : value;
  }
  const entries = Object.entries(value).map(([name, one]) => [name, replaced(one as Value, pattern)] as const);
  return entries.some(([name, one]) => one !== (value as { [name: string]: Value })[name])
    ? (Object.fromEntries(entries) as Value)
    : value;
}
