import { customImportFields, guessCustomFields } from "#core/people/customers/import-custom.ts";
import { CUSTOMER_IMPORT_FIELDS, guessCustomerFields } from "#core/people/customers/import-fields.ts";
import { IMPORT_PROBLEMS } from "#core/people/customers/import-problems.ts";
import { mappingOfProduct, traitsOfProduct } from "#core/people/customers/import-products.ts";
import { decideImportRow, type ImportRowOptions, type WorksAt } from "#core/people/customers/import-row.ts";
import { decideCreate, type Profile } from "#core/people/customers/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import { fieldsInUse } from "#core/platform/custom-fields/definition.ts";
import { CrmError } from "#core/platform/errors.ts";
import { foldText } from "#core/platform/fold.ts";
import type { Id } from "#core/platform/ids.ts";
import { commitMany, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import {
  type Importer,
  type ImportSettings,
  type RowInput,
  type RowOutcome,
  type RowReason,
  type RowsOptions,
  writtenOf,
} from "#server/workspace/imports/index.ts";
import { listStoredUsers } from "#server/workspace/users/index.ts";
import { findLinks, linkPlaces, wavesOf } from "./import-links.ts";
import { forgetNew, indexNew } from "./index-customer.ts";
import { type Described, earlierOf, keysOf, match, rememberLightly } from "./match-rows.ts";
import { customerSearch } from "./on.ts";
import { revertCustomers } from "./revert-import.ts";
import { ownedIn } from "./sight.ts";
import { profileKey } from "./store.ts";
import { planOfNew, planOfUpdate } from "./verbs.ts";

const MAX_RACES = 5;

export const customerImporter: Importer = {
  fieldsOf: "customer",
  revert: (ctx, ids, importId) => revertCustomers(ctx, ids, importId),
  fields: CUSTOMER_IMPORT_FIELDS,
  guessFields: guessCustomerFields,
  recognise: mappingOfProduct,
  isDate: (field) => field === "birthOn" || field === "occasion",
  isPhone: (field) => /^phone(\.|$)/.test(field),
  withCustom(fields) {
    const own = customImportFields(fields);
    const dates = new Set(fieldsInUse(fields, "customer").flatMap(({ type, key }) => (type === "date" ? [key] : [])));
    return {
      ...customerImporter,
      fields: [...CUSTOMER_IMPORT_FIELDS, ...own],
      guessFields: (headings) => guessCustomFields(headings, guessCustomerFields(headings), fields),
      recognise: (headings) => {
        const ready = mappingOfProduct(headings);
        return ready && { ...ready, fields: guessCustomFields(headings, ready.fields, fields) };
      },
      isDate: (field) => customerImporter.isDate(field) || dates.has(field.replace(/^custom\./, "")),
    };
  },
  async importRows(ctx, rows, settings, options = {}) {
    const waves = wavesOf(ctx, rows, settings);
    const [all] = waves;
    if (waves.length === 1 && all) return importWave(ctx, all, settings, options);
    const outcomes = new Map<RowInput, RowOutcome>();
    // By what the later waves will be found is not known yet: whoever comes behind waits for all of them.
    for (const wave of waves) {
      const found = await importWave(ctx, wave, settings, { ...options, onKeys: undefined });
      for (const [at, row] of wave.entries()) outcomes.set(row, found[at]!);
    }
    return rows.map((row) => outcomes.get(row)!);
  },
};

async function importWave(
  ctx: Ctx,
  rows: readonly RowInput[],
  settings: ImportSettings,
  { rehearse, again = false, before = [], onKeys }: RowsOptions,
): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = new Array(rows.length);
  if (again || linkPlaces(ctx, settings).length > 0) await writtenOf(before);
  const read = await optionsOf(ctx, rows, settings, rehearse);
  const described = describe(ctx, rows, settings, read, outcomes);
  const keys = new Set(described.flatMap(({ profile }) => keysOf(profile)));
  onKeys?.(keys);
  await writtenOf(before, keys);
  const missing = again ? await withoutWritten(ctx, described) : described;
  await matchAndWrite(ctx, missing, settings, outcomes, rehearse);
  return outcomes;
}

async function optionsOf(
  ctx: Ctx,
  rows: readonly RowInput[],
  settings: ImportSettings,
  rehearse: RowsOptions["rehearse"],
): Promise<ImportRowOptions> {
  const needsOwners = settings.columns.some(({ field }) => field === "owner");
  const users = needsOwners ? await listStoredUsers(ctx.table) : [];
  const owners = new Map(
    users
      .filter(({ removedAt }) => !removedAt)
      .flatMap(({ id, name, email }) => [name, email].map((one) => [foldText(one), id] as const)),
  );
  return {
    region: settings.region,
    calendar: "guess",
    owners,
    fields: ctx.fields,
    links: await findLinks(ctx, rows, settings, rehearse?.memory),
    ...traitsOfProduct(settings.product),
  };
}

/** What each row says, without the table; rows that say too little are refused here. */
function describe(
  ctx: Ctx,
  rows: readonly RowInput[],
  settings: ImportSettings,
  options: ImportRowOptions,
  outcomes: RowOutcome[],
): Described[] {
  const described: Described[] = [];
  const now = ctx.now();
  for (const [at, { id, cells }] of rows.entries()) {
    const decision = decideImportRow(settings.columns, cells, options);
    if ("refused" in decision) {
      outcomes[at] = { outcome: "refuse", reasons: decision.refused };
      continue;
    }
    try {
      const profile = decideCreate(ownedIn(ctx, decision.customer), {
        now,
        region: settings.region,
        id: id as Id<"cus">,
        fields: ctx.fields,
        origin: "file",
      });
      outcomes[at] = { outcome: "add", reasons: decision.warnings, ids: [id] };
      described.push({ at, profile, ...(decision.worksAt && { worksAt: decision.worksAt }) });
    } catch (error) {
      outcomes[at] = { outcome: "refuse", reasons: reasonsOf(error) };
    }
  }
  return described;
}

/** A row whose own customer is there was added by the run that died. */
async function withoutWritten(ctx: Ctx, described: readonly Described[]): Promise<Described[]> {
  const written = await ctx.table.getMany(described.map(({ profile }) => profileKey(profile.id)));
  return described.filter((_, at) => written[at] === null);
}

async function matchAndWrite(
  ctx: Ctx,
  described: readonly Described[],
  settings: ImportSettings,
  outcomes: RowOutcome[],
  rehearse: RowsOptions["rehearse"],
  tries = 1,
): Promise<void> {
  const earlier = rehearse && earlierOf(rehearse.memory);
  const pending = await match(ctx, described, settings, outcomes, earlier);
  if (earlier) return rememberLightly(pending, earlier);
  const changed = pending.filter(({ before, after }) => before !== after);
  const writing = changed.filter(({ after, rows }) => {
    if (sees(ctx.sight, after)) return true;
    for (const at of rows) outcomes[at] = { outcome: "refuse", reasons: [IMPORT_PROBLEMS.outOfSight] };
    return false;
  });
  const added = writing.flatMap(({ before, after }) => (before ? [] : [after]));
  // Before they are written: the next chunk need not wait for somebody else to make them findable.
  await indexNew(ctx, added);
  const employers = new Map(described.map(({ at, worksAt }) => [at, worksAt]));
  const plans: Plan[] = writing.map(({ before, after, rows }) =>
    before
      ? planOfUpdate(ctx, before, after, "customer.merged")
      : planOfFindable(
          ctx,
          after,
          rows.map((at) => employers.get(at)).find((one) => one !== undefined),
        ),
  );
  const results = await commitMany(ctx, plans);
  const unwritten = writing.flatMap(({ before, after }, at) =>
    !before && results[at] instanceof Error ? [after] : [],
  );
  if (unwritten.length > 0) await forgetNew(ctx, unwritten);
  const raced = new Set<number>();
  for (const [index, result] of results.entries()) {
    if (!(result instanceof Error)) continue;
    const { rows } = writing[index]!;
    const mayPass = result instanceof CrmError && result.code === "customer.version_conflict" && tries < MAX_RACES;
    for (const at of rows) {
      if (mayPass) raced.add(at);
      else outcomes[at] = { outcome: "refuse", reasons: reasonsOf(result) };
    }
  }
  // Somebody edited these customers between our reading and writing: match those rows once more.
  if (raced.size > 0) {
    const again = described.filter(({ at }) => raced.has(at));
    await matchAndWrite(ctx, again, settings, outcomes, rehearse, tries + 1);
  }
}

/** The change tells whom they work for as well: the two are related when somebody of that name is there. */
function planOfFindable(ctx: Ctx, profile: Profile, worksAt?: WorksAt): Plan {
  const plan = planOfNew(ctx, profile);
  const fields = { ...plan.change.fields, ...(worksAt && { worksAt: { after: worksAt } }) };
  return { ...plan, change: { ...plan.change, fields, done: [customerSearch.name] } };
}

function reasonsOf(error: unknown): RowReason[] {
  if (!(error instanceof CrmError)) throw error;
  const reasons = (error.details ?? []).map(({ code, message, path }) => ({
    code: code ?? error.code,
    message: message ?? error.message,
    path,
  }));
  return reasons.length > 0 ? reasons : [{ code: error.code, message: error.message }];
}
