import * as z from "zod";
import { invalid } from "../../platform/errors.ts";
import { foldText } from "../../platform/fold.ts";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";
import { decideArchive, decideRestore, decideUpdate, type Moment } from "./decide.ts";
import { CUSTOMER_RELATIONS, LIFECYCLE_STAGES, LIMITS, type Profile } from "./schema.ts";

const tags = z.array(line(40)).min(1).max(LIMITS.tags);

/** What can be done to many customers at once. */
export const bulkActionShape = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("tag"), tags }),
    z.strictObject({ kind: z.literal("untag"), tags }),
    z.strictObject({ kind: z.literal("assign"), ownerId: idShape("usr").nullable() }),
    z.strictObject({ kind: z.literal("stage"), lifecycleStage: z.enum(LIFECYCLE_STAGES) }),
    z.strictObject({ kind: z.literal("relation"), relation: z.enum(CUSTOMER_RELATIONS) }),
    z.strictObject({ kind: z.literal("archive") }),
    z.strictObject({ kind: z.literal("restore") }),
  ])
  .meta({ id: "BulkAction" });

export type BulkAction = z.output<typeof bulkActionShape>;

export const MAX_BULK_IDS = 1000;

/** To the customers named, or to all that a list shows: those its rule matches, archived ones or not. */
export const newBulkShape = z
  .strictObject({
    action: bulkActionShape,
    ids: z.array(idShape("cus")).min(1).max(MAX_BULK_IDS).optional(),
    filter: z.string().max(10_000).optional(),
    archived: z.boolean().default(false),
  })
  .refine(({ ids, filter }) => ids === undefined || filter === undefined, {
    path: ["filter"],
    message: "Name ids or a filter, not both.",
  })
  .meta({ id: "NewBulk" });

export type NewBulk = z.output<typeof newBulkShape>;

/** What one customer becomes by an action; itself when there is nothing to do. Refuses as an edit by hand would. */
export function decideBulk(profile: Profile, action: BulkAction, moment: Moment): Profile {
  const { version } = profile;
  switch (action.kind) {
    case "tag": {
      const tagged = decideUpdate(profile, { version, tags: [...profile.tags, ...action.tags] }, moment).profile;
      if (tagged === profile || tagged.tags.length <= LIMITS.tags) return tagged;
      throw invalid("customer.too_many_tags", `A customer has at most ${LIMITS.tags} tags.`, [{ path: "tags" }]);
    }
    case "untag": {
      const gone = new Set(action.tags.map(foldText));
      const tags = profile.tags.filter((tag) => !gone.has(foldText(tag)));
      return decideUpdate(profile, { version, tags }, moment).profile;
    }
    case "assign":
      return decideUpdate(profile, { version, ownerId: action.ownerId }, moment).profile;
    case "stage":
      return decideUpdate(profile, { version, lifecycleStage: action.lifecycleStage }, moment).profile;
    case "relation":
      return decideUpdate(profile, { version, relation: action.relation }, moment).profile;
    case "archive":
      return decideArchive(profile, moment);
    case "restore":
      return decideRestore(profile, moment);
  }
}
