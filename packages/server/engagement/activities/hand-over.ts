import type { Id } from "#core/platform/ids.ts";
import type { HandOverNoun } from "#server/workspace/users/index.ts";
import { readWork } from "./store.ts";
import { moveActivities } from "./verbs.ts";

const AT_ONCE = 50;

/** The open work of somebody who leaves. */
export const heldActivities: HandOverNoun = {
  async held({ table }, ownerId, after) {
    const { items, next } = await readWork(table, { of: { ownerId }, show: "open", limit: AT_ONCE, after });
    return { ids: items.map(({ id }) => id), next };
  },
  async give(ctx, ids, from, to) {
    if (ids.length === 0) return { moved: 0, left: [] };
    const { moved, refused } = await moveActivities(
      ctx,
      { ids: ids as Id<"act">[], ownerId: to as Id<"usr"> },
      ({ ownerId, state }) => ownerId === from && state === "open",
    );
    return { moved: moved.length, left: refused.map(({ id, code }) => ({ id, reason: code })) };
  },
};
