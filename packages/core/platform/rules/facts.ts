import { foldText } from "../fold.ts";
import type { DateInCalendar } from "./fields.ts";

type Plain = string | number | boolean | null;

/**
 * `in`: the value is one of these, `null` for an empty one. `folded`: its folded text is one of these. `prefix`: its
 * folded text begins so. `from` and `to`: it lies between, both included (dates, instants, numbers).
 */
export type Fact =
  | { in: readonly Plain[] }
  | { folded: readonly string[] }
  | { prefix: string }
  | { from?: string | number; to?: string | number };

/** Whether a fact lets a value be. */
export function allows(fact: Fact, value: Plain | DateInCalendar): boolean {
  const plain = value === "" ? null : typeof value === "object" && value ? value.on : (value as Plain);
  if ("in" in fact) return fact.in.includes(plain);
  if (plain === null) return false;
  if ("folded" in fact) return fact.folded.includes(foldText(String(plain)));
  if ("prefix" in fact) return foldText(String(plain)).startsWith(fact.prefix);
  const { from, to } = fact;
  return (from === undefined || plain >= from) && (to === undefined || plain <= to);
}

/** A fact that lets be what both let be, of a field with one value; null when nothing is left. */
export function bothFacts(one: Fact, other: Fact): Fact | null {
  if ("in" in one) return some({ in: one.in.filter((value) => allows(other, value)) });
  if ("in" in other) return bothFacts(other, one);
  if ("folded" in one) return some({ folded: one.folded.filter((value) => allows(other, value)) });
  if ("folded" in other) return bothFacts(other, one);
  if ("prefix" in one || "prefix" in other) {
    if (!("prefix" in one && "prefix" in other)) return one;
    const [short, long] = one.prefix.length < other.prefix.length ? [one, other] : [other, one];
    return long.prefix.startsWith(short.prefix) ? long : null;
  }
  const from = furthest(one.from, other.from, (a, b) => a > b);
  const to = furthest(one.to, other.to, (a, b) => a < b);
  if (from !== undefined && to !== undefined && from > to) return null;
  return range(from, to);
}

/** A fact that lets be what either lets be; null when they have nothing in common to say. */
export function eitherFact(one: Fact | null, other: Fact | undefined): Fact | null {
  if (!one || !other) return null;
  if ("in" in one && "in" in other) return { in: [...new Set([...one.in, ...other.in])] };
  if ("folded" in one && "folded" in other) return { folded: [...new Set([...one.folded, ...other.folded])] };
  if ("prefix" in one && "prefix" in other) {
    const length = [...one.prefix].findIndex((letter, at) => letter !== [...other.prefix][at]);
    const prefix = length < 0 ? one.prefix : [...one.prefix].slice(0, length).join("");
    return prefix ? { prefix } : null;
  }
  if (!isRange(one) || !isRange(other)) return null;
  const from = one.from === undefined || other.from === undefined ? undefined : least(one.from, other.from);
  const to = one.to === undefined || other.to === undefined ? undefined : most(one.to, other.to);
  return from === undefined && to === undefined ? null : range(from, to);
}

type Bound = string | number;

function isRange(fact: Fact): fact is { from?: Bound; to?: Bound } {
  return "from" in fact || "to" in fact;
}

function range(from: Bound | undefined, to: Bound | undefined): Fact {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function furthest(a: Bound | undefined, b: Bound | undefined, isFurther: (a: Bound, b: Bound) => boolean) {
  if (a === undefined || b === undefined) return a ?? b;
  return isFurther(a, b) ? a : b;
}

const least = (a: Bound, b: Bound) => (a < b ? a : b);
const most = (a: Bound, b: Bound) => (a > b ? a : b);

function some<T extends { in: readonly Plain[] } | { folded: readonly string[] }>(fact: T): T | null {
  const values = "in" in fact ? fact.in : fact.folded;
  return values.length > 0 ? fact : null;
}
