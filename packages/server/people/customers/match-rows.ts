import { IMPORT_PROBLEMS } from "#core/people/customers/import-problems.ts";
import type { WorksAt } from "#core/people/customers/import-row.ts";
import { isSameCustomer, lookUpKeys, mergeProfiles, type Profile } from "#core/people/customers/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import { withDefaults } from "#core/platform/custom-fields/check-custom.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { ImportSettings, RowOutcome } from "#server/workspace/imports/index.ts";
import { findIdsByCode, findIdsByKey, findSurvivors } from "./store.ts";

const MAX_PER_KEY = 20;

/** What a row says, and which one it is. */
export type Described = { at: number; profile: Profile; worksAt?: WorksAt };

/**
 * A profile that rows of this chunk make or add to; `before` is what the table has of it, `absorbed` are the records
 * that were merged into it, under whose names it is known as well.
 */
export type Pending = { before: Profile | null; after: Profile; rows: number[]; absorbed?: Profile[] };

/** In a rehearsal nothing is written: who the rows before are is kept here, with no more than tells them. */
export function earlierOf(memory: Map<string, unknown>): Map<string, Pending[]> {
  const kept = memory.get("customers") as Map<string, Pending[]> | undefined;
  const earlier = kept ?? new Map<string, Pending[]>();
  memory.set("customers", earlier);
  return earlier;
}

export function rememberLightly(pending: readonly Pending[], earlier: Map<string, Pending[]>): void {
  for (const one of pending) {
    const { notes: _notes, ...profile } = one.after;
    const light: Pending = {
      before: one.before,
      after: { ...profile, addresses: [], occasions: [], tags: [], custom: {} },
      rows: [],
    };
    for (const key of keysOf(light.after)) {
      const others = (earlier.get(key) ?? []).filter(({ after }) => after.id !== light.after.id);
      earlier.set(key, [...others, light]);
    }
  }
}

/** Finds for each row the customer it is, in the table or among the rows before it, and what becomes of both. */
export async function match(
  ctx: Ctx,
  described: readonly Described[],
  settings: ImportSettings,
  outcomes: RowOutcome[],
  rehearsed?: Map<string, Pending[]>,
): Promise<Pending[]> {
  const earlier = rehearsed ?? new Map<string, Pending[]>();
  const isAdding = settings.onDuplicate === "add";
  const known = isAdding ? new Map<string, Known>() : await findKnown(ctx, described);
  // What is not among the known an import is told of when it writes.
  const mayBeUnknown = rehearsed && (isAdding || ctx.sight.kind !== "all");
  const taken = mayBeUnknown ? await takenCodes(ctx, described) : new Set<string>();
  const pending: Pending[] = [];
  const byKey = new Map<string, Pending[]>();
  for (const key of new Set(described.flatMap(({ profile }) => keysOf(profile))))
    if (earlier.has(key)) byKey.set(key, [...(earlier.get(key) ?? [])]);
  const remember = (one: Pending) => {
    for (const key of [one.after, ...(one.absorbed ?? [])].flatMap(keysOf))
      byKey.set(key, [...(byKey.get(key) ?? []).filter((other) => other !== one), one]);
  };
  const met = new Set([...byKey.values()].flat().map(({ after }) => after.id));
  for (const { profile, absorbed } of known.values())
    if (!met.has(profile.id)) remember({ before: profile, after: profile, rows: [], absorbed });
  for (const { at, profile } of described) {
    const candidates = keysOf(profile).flatMap((key) => byKey.get(key) ?? []);
    const same = isAdding
      ? undefined
      : candidates.find(({ after, absorbed = [] }) => [after, ...absorbed].some((one) => isSameCustomer(one, profile)));
    const reasons = outcomes[at]?.reasons ?? [];
    const takesCode = !same || (settings.onDuplicate === "merge" && !same.after.code);
    const wantedCode = takesCode ? profile.code : undefined;
    const isTaken = (code: string) => taken.has(code) || byKey.get(codeKey(code))?.some((one) => one !== same);
    if (wantedCode && isTaken(wantedCode)) {
      outcomes[at] = { outcome: "refuse", reasons: [IMPORT_PROBLEMS.codeTaken] };
    } else if (!same) {
      const after = { ...profile, custom: withDefaults(ctx.fields, "customer", profile.custom) };
      const added = { before: null, after, rows: [at] };
      pending.push(added);
      remember(added);
      outcomes[at] = { outcome: "add", reasons, ids: [profile.id] };
    } else if (settings.onDuplicate === "skip") {
      outcomes[at] = { outcome: "skip", reasons, of: same.before ? "base" : "file" };
    } else {
      if (same.rows.length === 0) pending.push(same);
      same.rows.push(at);
      same.after = mergeProfiles(same.after, profile, ctx.now());
      remember(same);
      const told = same.before?.archivedAt ? [...reasons, IMPORT_PROBLEMS.archived] : reasons;
      outcomes[at] = { outcome: "merge", reasons: told, of: same.before ? "base" : "file", ids: [same.after.id] };
    }
  }
  return pending;
}

async function takenCodes(ctx: Ctx, described: readonly Described[]): Promise<ReadonlySet<string>> {
  const codes = [...new Set(described.flatMap(({ profile }) => profile.code ?? []))];
  const holders = await Promise.all(codes.map((code) => findIdsByCode(ctx.table, code)));
  return new Set(codes.filter((_, at) => holders[at]!.length > 0));
}

type Known = { profile: Profile; absorbed: Profile[] };

async function findKnown(ctx: Ctx, described: readonly Described[]): Promise<Map<string, Known>> {
  const keys = new Set(described.flatMap(({ profile }) => lookUpKeys(profile)));
  const codes = new Set(described.flatMap(({ profile }) => profile.code ?? []));
  const found = await Promise.all([
    ...[...keys].map((key) => findIdsByKey(ctx.table, key, MAX_PER_KEY)),
    ...[...codes].map((code) => findIdsByCode(ctx.table, code)),
  ]);
  const ids = [...new Set(found.flat())];
  const known = new Map<string, Known>();
  for (const { id, named, survivor } of await findSurvivors(ctx.table, ids)) {
    // Of whom one may not see nothing is told, not even that they are there: the row becomes a record of its own.
    if (!sees(ctx.sight, survivor)) continue;
    const one = known.get(survivor.id) ?? { profile: survivor, absorbed: [] };
    if (survivor.id !== id) one.absorbed.push(named);
    known.set(survivor.id, one);
  }
  return known;
}

/** A code is one customer's, so it tells who somebody is as surely as a phone does. */
export function keysOf(profile: Profile): string[] {
  return profile.code ? [codeKey(profile.code), ...lookUpKeys(profile)] : lookUpKeys(profile);
}

const codeKey = (code: string) => `code#${code}`;
