import { absorbedIds, decideErased, lookUpKeys, type Profile } from "#core/people/customers/index.ts";
import { notFound } from "#core/platform/errors.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Key, Value } from "#server/platform/table.ts";
import {
  type ErasureRules,
  eraseFrom,
  type Identifier,
  itemsOf,
  type Person,
  spellingsOf,
} from "#server/workspace/erasure/index.ts";
import type { JobKind } from "#server/workspace/jobs/index.ts";
import { findIdsByKey, findProfilesNow, readProfiles, writesOfUpdate } from "../store.ts";
import { numbersIn, textsOf, textsOfProfile } from "./texts.ts";

/** First what others keep of the person, while it can still be known again, then what is the person's own. */
type State = { part: "others" | "own"; after: Key | null; done: number; mended?: number; named?: number };
const BEGIN: State = { part: "others", after: null, done: 0, mended: 0, named: 0 };

/** Files of imports and exports may hold anybody: all of them go. */
const FILES_OF_MANY = /^(uploads|refused|left|exports)\//;
const FILES_AT_ONCE = 500;

export function eraseJob(rules: ErasureRules): JobKind {
  return {
    permission: "customers.erase",
    async run(ctx, job) {
      const { customerId } = job.input as { customerId: string };
      const [profile] = await readProfiles(ctx.table, [customerId]);
      if (!profile) throw notFound("customer");
      const ids = new Set<string>([customerId, ...absorbedIds(profile)]);
      let state = (job.state as State | null) ?? BEGIN;
      const person = state.part === "others" ? await personOf(ctx, ids) : { ids, texts: [] };
      for (;;) {
        const { next: after, mended, named } = await eraseFrom(ctx, person, rules, state.part, state.after);
        for (const { key, id, customerId } of named) {
          // What cannot be told apart from another of the same name is left, and said.
          await job.log(`${key.pk}#${key.sk}`, "erasure.nameLeft", { id: customerId ?? id, of: id });
        }
        if (after === null && state.part === "own") break;
        state = {
          part: after === null ? "own" : state.part,
          after,
          done: state.done + 1,
          mended: (state.mended ?? 0) + mended,
          named: (state.named ?? 0) + named.length,
        };
        if (!(await job.save({ state: state as Value, done: state.done, total: null }))) return "leftOff";
      }
      await removeFiles(ctx);
      await writeShells(ctx, ids, customerId);
      const { mended = 0, named = 0 } = state;
      return { result: { records: ids.size, mended, named } };
    },
  };
}

async function personOf(ctx: Ctx, ids: ReadonlySet<string>): Promise<Person> {
  const texts = new Set<string>();
  const mixedIds = new Set<string>();
  const known: ReturnType<typeof numbersIn>[] = [];
  for await (const item of itemsOf(ctx.table, [...ids])) {
    known.push(numbersIn(item));
    for (const text of textsOf(item)) texts.add(text);
    for (const id of mergedWith(item.data)) if (!ids.has(id)) mixedIds.add(id);
  }
  const others = await findProfilesNow(ctx.table, [...mixedIds]);
  const mixed = [...mixedIds].map((id) => [id, theirsAlone(texts, others.get(id))] as const);
  return {
    ids,
    texts: longestFirst(texts),
    mixed: new Map(mixed),
    identifiers: await identifiersOf(ctx, ids, known),
    names: [...new Set(known.flatMap(({ names }) => names))],
  };
}

/** Families share a phone: what another customer has as well stays in what was said with that one. */
async function identifiersOf(
  ctx: Ctx,
  ids: ReadonlySet<string>,
  known: readonly ReturnType<typeof numbersIn>[],
): Promise<Identifier[]> {
  const phones = known.flatMap((one) => one.phones);
  const found = [
    ...phones.map((phone) => ({ key: { phones: [phone], emails: [] }, texts: [phone.number, phone.raw] })),
    ...known.flatMap(({ emails }) =>
      emails.map((email) => ({ key: { phones: [], emails: [email] }, texts: [email.address] })),
    ),
    ...known.flatMap(({ nationalIds }) =>
      nationalIds.map((nationalId) => ({ key: { phones: [], emails: [], nationalId }, texts: [nationalId] })),
    ),
  ];
  const distinct = new Map(found.map((one) => [JSON.stringify(one), one]));
  return Promise.all(
    [...distinct.values()].map(async ({ key, texts }) => {
      const holders = await Promise.all(lookUpKeys(key).map((one) => findIdsByKey(ctx.table, one, MOST_HOLDERS)));
      return {
        spellings: [...new Set(texts.flatMap((text) => (text ? spellingsOf(text) : [])))],
        shared: new Set(holders.flat().filter((id) => !ids.has(id))),
      };
    }),
  );
}

const MOST_HOLDERS = 100;

function theirsAlone(texts: ReadonlySet<string>, other: Profile | undefined): string[] {
  const own = new Set(other ? textsOfProfile(other) : []);
  return longestFirst(new Set([...texts].filter((text) => !own.has(text))));
}

const longestFirst = (texts: ReadonlySet<string>) => [...texts].sort((a, b) => b.length - a.length);

/** The other record of a merge that a change tells of. */
function mergedWith(data: unknown): string[] {
  const { fields = {} } = (data ?? {}) as { fields?: { [name: string]: { before?: unknown; after?: unknown } } };
  return [fields.mergedInto, fields.absorbed].flatMap((change) =>
    [change?.before, change?.after].flatMap((one) => {
      const id = (one as { id?: unknown } | undefined)?.id;
      return typeof id === "string" ? [id] : [];
    }),
  );
}

async function removeFiles({ files }: Ctx): Promise<void> {
  if (!files) return;
  for (let after = ""; ; ) {
    const found = await files.list({ after, limit: FILES_AT_ONCE });
    for (const { name } of found) if (FILES_OF_MANY.test(name)) await files.remove(name);
    const last = found.at(-1);
    if (!last || found.length < FILES_AT_ONCE) return;
    after = last.name;
  }
}

/** The last values go with the profiles, those merged into it first: until then the job can begin anew. */
async function writeShells(ctx: Ctx, ids: ReadonlySet<string>, customerId: string): Promise<void> {
  const profiles = await readProfiles(ctx.table, [...ids].reverse());
  for (const profile of profiles) {
    const after = decideErased(profile, { now: ctx.now(), locale: ctx.workspace.locale });
    const about = { entity: "customer", entityId: profile.id, customerId, onTimeline: profile.id === customerId };
    await commit(ctx, {
      writes: writesOfUpdate(profile, after, ctx.fields),
      change: { ...about, verb: "customer.erased" },
    });
  }
}
