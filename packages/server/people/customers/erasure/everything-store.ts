import { absorbedIds, isErased } from "#core/people/customers/index.ts";
import { hasNoRules } from "#core/platform/access/fields.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import { changeOf } from "#server/platform/change-row.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import type { Item } from "#server/platform/table.ts";
import { itemsOf } from "#server/workspace/erasure/index.ts";
import { zip } from "#server/workspace/exports/index.ts";
import { requireSeenProfile, shownCustomer } from "../sight.ts";
import { findCustomer } from "../store.ts";
import { readablePage } from "./readable.ts";

/** Rows that only point to the person, or are made from the rest. */
const MADE = new Set(["card", "pair", "profile"]);

/** Read in a few seconds and held in memory: a thousand times what there is about most people. */
const MOST_RECORDS = 50_000;
const MOST_BYTES = 500 * 1024 * 1024;

/** What there is about a person, by kind: `customer`, `interactions`, `changes`, … */
export type Everything = { [kind: string]: unknown[] };

/** Everything kept about a person, merged records included, told as it is stored; that it was asked for is noted. */
export async function exportPerson(ctx: Ctx, id: string, mostRecords = MOST_RECORDS): Promise<RawAnswer> {
  const found = await findCustomer(ctx.table, id);
  if (!found) throw notFound("customer");
  await requireSeenProfile(ctx, found.profile);
  if (found.profile.erasedAt) throw isErased(found.profile);
  if (!hasNoRules(ctx.access.fields))
    throw new CrmError("forbidden", "person.fields_hidden", "Somebody who sees every field must do this.");
  const everything = await gather(ctx, id, mostRecords);
  await commit(ctx, {
    writes: [],
    change: { entity: "customer", entityId: id, customerId: id, verb: "customer.exported", onTimeline: true },
  });
  // Where another address hands files out, an answer of any size goes through it.
  const name = `exports/person-${id}.zip`;
  const json = JSON.stringify(everything, null, 2);
  const html = readablePage(everything, { title: found.profile.name, locale: ctx.workspace.locale, at: ctx.now() });
  const bytes = zip([
    { name: "person.json", text: [json] },
    { name: "person.html", text: [html] },
  ]);
  const answer = { type: "application/zip", fileName: `${found.profile.name}.zip` };
  const { files } = ctx;
  if (!files?.downloadAddress) return { ...answer, bytes };
  await files.write(name, bytes, MOST_BYTES);
  return { ...answer, bytes: "", stored: { files, name } };
}

async function gather(ctx: Ctx, id: string, mostRecords: number): Promise<Everything> {
  const found = await findCustomer(ctx.table, id);
  if (!found) throw notFound("customer");
  const ids = [id, ...absorbedIds(found.profile)];
  const profiles = (await Promise.all(ids.map((one) => findCustomer(ctx.table, one)))).flatMap((one) => one ?? []);
  const everything: Everything = {
    customer: profiles.map(({ profile, stats }) => shownCustomer(ctx, profile, stats)),
  };
  const seen = new Set<string>();
  for await (const item of itemsOf(ctx.table, ids)) {
    const name = `${item.pk} ${item.sk}`;
    if (MADE.has(String(item.type)) || seen.has(name)) continue;
    seen.add(name);
    if (seen.size > mostRecords)
      throw new CrmError(
        "limit",
        "person.too_much",
        `There are more than ${mostRecords} records about this person: take an export of the whole workspace instead.`,
      );
    const kind = KINDS[String(item.type)] ?? String(item.type);
    everything[kind] = [...(everything[kind] ?? []), told(item)];
  }
  return everything;
}

const KINDS: { readonly [type: string]: string } = {
  interaction: "interactions",
  interactionVersion: "earlierVersions",
  change: "changes",
  relation: "relations",
  activity: "activities",
  planned: "activities",
};

function told(item: Item): unknown {
  if (item.type === "change") return changeOf(item);
  if (item.data !== undefined) return item.data;
  const { pk: _pk, sk: _sk, type: _type, ...rest } = item;
  return rest;
}
