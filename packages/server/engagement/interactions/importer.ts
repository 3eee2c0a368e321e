import { guessInteractionFields, INTERACTION_IMPORT_FIELDS } from "#core/engagement/interactions/import-fields.ts";
import { decideInteractionRow, type InteractionRow, type Named } from "#core/engagement/interactions/import-row.ts";
import { decideLog, type Interaction } from "#core/engagement/interactions/index.ts";
import { IMPORT_PROBLEMS } from "#core/people/customers/import-problems.ts";
import { decideCreate, type NewCustomer } from "#core/people/customers/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import { CrmError } from "#core/platform/errors.ts";
import { foldText } from "#core/platform/fold.ts";
import type { Id } from "#core/platform/ids.ts";
import { findIdsByCode, findIdsByKey, findSurvivors, ownedIn, planOfNew } from "#server/people/customers/index.ts";
import { commitMany, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import {
  hashedId,
  type Importer,
  type RowOutcome,
  type RowReason,
  writtenOf,
} from "#server/workspace/imports/index.ts";
import { revertInteractions } from "./revert-import.ts";
import { findLogged } from "./store.ts";
import { planOfLog } from "./verbs.ts";

const MAX_PER_KEY = 20;

const PROBLEMS = {
  unknown: { code: "import.customer_unknown", message: "There is no customer with this code, phone, email or id." },
  several: {
    code: "import.customer_ambiguous",
    message: "Several customers have this phone or email; a column with the name tells which.",
  },
};

type Described = { at: number; rowId: string; row: InteractionRow };
type Found = { id: string; name: string; archived?: boolean };

/**
 * Interactions of a file. Each gets its id from what it says (or from the id it has where it comes from), so that the
 * same file imported twice adds nothing twice.
 */
export const interactionImporter: Importer = {
  fieldsOf: "interaction",
  revert: revertInteractions,
  fields: INTERACTION_IMPORT_FIELDS,
  guessFields: guessInteractionFields,
  isDate: (field) => field === "on",
  isPhone: (field) => field === "customerPhone",
  async importRows(ctx, rows, settings, { rehearse, again = false, before = [] } = {}) {
    await writtenOf(before);
    const outcomes: RowOutcome[] = new Array(rows.length);
    const options = { region: settings.region, timeZone: ctx.workspace.timeZone };
    const described: Described[] = [];
    for (const [at, { id, cells }] of rows.entries()) {
      const row = decideInteractionRow(settings.columns, cells, options);
      if ("refused" in row) outcomes[at] = { outcome: "refuse", reasons: row.refused };
      else described.push({ at, rowId: id, row });
    }
    const find = await finderOf(ctx, described);
    if (settings.createCustomers) await createUnknown(ctx, described, find, rehearse !== undefined);
    await log(ctx, described, find, outcomes, {
      memory: rehearse?.memory,
      again,
      createCustomers: settings.createCustomers ?? false,
    });
    return outcomes;
  },
};

async function log(
  ctx: Ctx,
  described: readonly Described[],
  find: Finder,
  outcomes: RowOutcome[],
  { memory, again, createCustomers }: { memory?: Map<string, unknown>; again: boolean; createCustomers: boolean },
): Promise<void> {
  const ready: { at: number; interaction: Interaction; warnings: RowReason[]; created: string[] }[] = [];
  for (const { at, row } of described) {
    const found = find(row.customer);
    if (typeof found === "string") {
      outcomes[at] = { outcome: "refuse", reasons: [PROBLEMS[found]] };
      continue;
    }
    const customerId = found.id as Id<"cus">;
    const id = await hashedId("int", row.sourceId ? ["source", row.sourceId] : [customerId, row.interaction]);
    try {
      const interaction = decideLog({ ...row.interaction, customerId }, { now: ctx.now(), id, by: ctx.actor });
      const warnings = found.archived ? [...row.warnings, IMPORT_PROBLEMS.archived] : row.warnings;
      ready.push({ at, interaction, warnings, created: createCustomers ? [customerId] : [] });
    } catch (error) {
      outcomes[at] = { outcome: "refuse", reasons: [reasonOf(error)] };
    }
  }
  const present = await findLogged(
    ctx.table,
    ready.map(({ interaction }) => interaction.id),
  );
  const here = new Set<string>();
  const writing: typeof ready = [];
  for (const one of ready) {
    const { id } = one.interaction;
    // Logged by this very import, in a run that died before it was counted.
    const isOurs = again && present.has(id) && present.get(id) === ctx.via;
    const isThere = (present.has(id) && !isOurs) || here.has(id) || memory?.has(id);
    const isInFile = here.has(id) || memory?.has(id);
    outcomes[one.at] = isThere
      ? { outcome: "skip", reasons: one.warnings, of: isInFile ? "file" : "base" }
      : { outcome: "add", reasons: one.warnings, ids: [id, ...one.created] };
    if (!isThere && !isOurs) writing.push(one);
    here.add(id);
    memory?.set(id, true);
  }
  if (memory) return;
  const results = await commitMany(
    ctx,
    writing.map(({ interaction }) => planOfLog(interaction)),
  );
  for (const [index, result] of results.entries()) {
    if (result instanceof Error) outcomes[writing[index]!.at] = { outcome: "skip", reasons: [] };
  }
}

type Finder = ((named: Named) => Found | keyof typeof PROBLEMS) & { add(named: Named, found: Found): void };

function keysOf({ id, code, phones, emails }: Named): string[] {
  return [
    ...(id ? [`id#${id}`] : []),
    ...(code ? [`code#${code}`] : []),
    ...phones.map((number) => `phone#${number}`),
    ...emails.map((address) => `email#${address}`),
  ];
}

/** Finds the customers that these rows name: by id, then code, then phone, then email; a name tells several apart. */
async function finderOf(ctx: Ctx, described: readonly Described[]): Promise<Finder> {
  const keys = [...new Set(described.flatMap(({ row }) => keysOf(row.customer)))];
  const idsOf = async (key: string): Promise<readonly string[]> => {
    const value = key.slice(key.indexOf("#") + 1);
    if (key.startsWith("id#")) return [value];
    return key.startsWith("code#") ? findIdsByCode(ctx.table, value) : findIdsByKey(ctx.table, key, MAX_PER_KEY);
  };
  const ids = await Promise.all(keys.map(idsOf));
  const all = [...new Set(ids.flat())];
  // Whom one may not see is as unknown as who is not there.
  const survivors = (await findSurvivors(ctx.table, all)).filter(({ survivor }) => sees(ctx.sight, survivor));
  const byId = new Map(
    survivors
      .filter(({ survivor }) => !survivor.erasedAt)
      .map(({ id, named, survivor }) => [
        id as string,
        { id: survivor.id, name: named.name, archived: survivor.archivedAt !== undefined },
      ]),
  );
  const byKey = new Map(keys.map((key, at) => [key, oncePerId((ids[at] ?? []).flatMap((id) => byId.get(id) ?? []))]));
  const find = (named: Named) => {
    for (const key of keysOf(named)) {
      const found = byKey.get(key) ?? [];
      const [only] = found;
      if (only && found.length === 1) return only;
      const alike = found.filter(({ name }) => named.name && foldText(name) === foldText(named.name));
      if (alike[0]) return alike[0];
      if (found.length > 1) return "several";
    }
    return "unknown";
  };
  const add = (named: Named, found: Found) => {
    for (const key of keysOf(named)) byKey.set(key, [...(byKey.get(key) ?? []), found]);
  };
  return Object.assign(find, { add });
}

function oncePerId(found: readonly Found[]): Found[] {
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/** Adds the customers that rows name and nobody knows: each with its name, or else its phone, email or code. */
async function createUnknown(
  ctx: Ctx,
  described: readonly Described[],
  find: Finder,
  isRehearsal: boolean,
): Promise<void> {
  const plans: Plan[] = [];
  for (const { row, rowId } of described) {
    if (find(row.customer) !== "unknown") continue;
    const { code, phones, emails, name = phones[0] ?? emails[0] ?? code } = row.customer;
    if (!code && phones.length + emails.length === 0) continue;
    const input: NewCustomer = {
      name,
      code,
      phones: phones.map((number) => ({ number })),
      emails: emails.map((address) => ({ address })),
    };
    const profile = decideCreate(ownedIn(ctx, input), {
      now: ctx.now(),
      region: ctx.workspace.region,
      id: rowId as Id<"cus">,
    });
    plans.push(planOfNew(ctx, profile));
    find.add(row.customer, { id: profile.id, name: profile.name });
  }
  if (isRehearsal) return;
  for (const result of await commitMany(ctx, plans)) if (result instanceof Error) throw result;
}

function reasonOf(error: unknown): RowReason {
  if (!(error instanceof CrmError)) throw error;
  return { code: error.code, message: error.message };
}
