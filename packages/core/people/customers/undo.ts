import type { FieldChange } from "../../platform/change.ts";
import { LIMITS, type Profile } from "./schema.ts";

/** Fields that say when or who, not what. */
const NOT_UNDONE = new Set(["id", "version", "createdAt", "updatedAt"]);

export type Undone = {
  profile: Profile;
  /** Fields that are again as they were, wholly or in the part that the change had touched. */
  undone: string[];
  /** Fields that somebody changed since: their value stays. */
  left: string[];
};

/**
 * Takes a change back where nobody touched what it changed since. Lists go by their elements and records by
 * their keys, so a tag that was added later stays while the one of the change goes.
 */
export function decideUndo(
  profile: Profile,
  fields: Readonly<Record<string, FieldChange>>,
  { now }: { now: string },
): Undone {
  const next: Record<string, unknown> = { ...profile };
  const custom: Record<string, unknown> = { ...profile.custom };
  const undone: string[] = [];
  const left: string[] = [];
  for (const [name, { before, after }] of Object.entries(fields)) {
    if (NOT_UNDONE.has(name)) continue;
    const key = /^custom\.(.+)$/.exec(name)?.[1];
    const [record, field] = key === undefined ? [next, name] : [custom, key];
    const current = record[field];
    const { value, isWhole } = undoneValue(current, before, after);
    if (!isWhole) left.push(name);
    if (isSame(value, current)) continue;
    if (Array.isArray(value) && value.length > (LIMITS[name as "tags"] ?? Number.POSITIVE_INFINITY)) {
      if (isWhole) left.push(name);
      continue;
    }
    undone.push(name);
    if (value === undefined || value === null) delete record[field];
    else record[field] = value;
  }
  return undone.length > 0
    ? { profile: { ...(next as Profile), custom: custom as Profile["custom"], updatedAt: now }, undone, left }
    : { profile, undone, left };
}

type Value = { value: unknown; isWhole: boolean };

function undoneValue(current: unknown, before: unknown, after: unknown): Value {
  if (isSame(current, after)) return { value: before, isWhole: true };
  if (isSame(current, before)) return { value: current, isWhole: true };
  if (isList(current) && isList(after)) return undoneList(current, isList(before) ? before : [], after);
  if (isRecord(current) && isRecord(after)) return undoneRecord(current, isRecord(before) ? before : {}, after);
  return { value: current, isWhole: false };
}

function undoneList(current: readonly unknown[], before: readonly unknown[], after: readonly unknown[]): Value {
  const added = after.filter((element) => !includes(before, element));
  const removed = before.filter((element) => !includes(after, element));
  const kept = current.filter((element) => !includes(added, element));
  const back = removed.filter((element) => !includes(current, element));
  // One that was added and is not there as it was has been edited or taken away since.
  const isWhole = added.every((element) => includes(current, element));
  return { value: [...kept, ...back], isWhole };
}

function undoneRecord(
  current: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Value {
  const value: Record<string, unknown> = { ...current };
  let isWhole = true;
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (isSame(before[key], after[key])) continue;
    const one = undoneValue(current[key], before[key], after[key]);
    isWhole &&= one.isWhole;
    if (one.value === undefined) delete value[key];
    else value[key] = one.value;
  }
  return { value, isWhole };
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function includes(list: readonly unknown[], element: unknown): boolean {
  return list.some((other) => isSame(other, element));
}

/** Stored values come back with their keys in another order. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (isList(value)) return value.map(ordered);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, element]) => element !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, element]) => [key, ordered(element)]),
  );
}
