import type { Profile } from "#core/people/customers/index.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import { commitMany } from "#server/platform/commit.ts";
import { readSharded } from "#server/platform/sharded.ts";
import type { HandOverNoun } from "#server/workspace/users/index.ts";
import { ownedBy } from "./held-store.ts";
import { findProfilesNow } from "./store.ts";
import { planOfUpdate } from "./verbs.ts";

const AT_ONCE = 100;
const MAX_RACES = 5;

/** A place in the list of somebody's customers, and then in that of those they archived. */
type Place = { archived: boolean; after: string | null };

/** The customers whose owner somebody is, archived ones as well. */
export const heldCustomers: HandOverNoun = {
  async held({ table }, userId, after) {
    const place: Place = after === null ? { archived: false, after: null } : JSON.parse(after);
    const list = ownedBy(userId, place.archived);
    const { items, next } = await readSharded(table, list, { limit: AT_ONCE, after: place.after });
    const goOn: Place | null =
      next !== null ? { ...place, after: next } : place.archived ? null : { archived: true, after: null };
    return { ids: items.map(({ pk }) => pk), next: goOn && JSON.stringify(goOn) };
  },
  async give(ctx, ids, from, to) {
    const given = { moved: 0, left: [] as { id: string; reason: string }[] };
    let waiting = ids;
    for (let race = 1; waiting.length > 0; race++) {
      const profiles = await findProfilesNow(ctx.table, waiting);
      // Somebody else's by now, merged or gone: there is nothing to give.
      const theirs = [...profiles.values()].filter((one) => one.ownerId === from && !one.mergedInto);
      const results = await commitMany(
        ctx,
        theirs.map((one) => planOfUpdate(ctx, one, heldBy(one, to, ctx.now()), "customer.updated")),
      );
      const raced: string[] = [];
      for (const [at, result] of results.entries()) {
        const { id } = theirs[at]!;
        if (!(result instanceof Error)) given.moved += 1;
        else if (!(result instanceof CrmError)) throw result;
        else if (result.code === "customer.version_conflict" && race < MAX_RACES) raced.push(id);
        else given.left.push({ id, reason: result.code });
      }
      waiting = raced;
    }
    return given;
  },
};

const heldBy = (profile: Profile, ownerId: string, updatedAt: string): Profile => ({
  ...profile,
  ownerId: ownerId as Id<"usr">,
  updatedAt,
});
