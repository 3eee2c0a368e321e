import { CrmError, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import {
  decideSettings,
  decideView,
  decideViewPatch,
  type ListSettings,
  type ListSettingsPatch,
  type NewView,
  NO_SETTINGS,
  toldFields,
  VIEW_LIMITS,
  type View,
  type ViewPatch,
} from "#core/workspace/views/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Write } from "#server/platform/table.ts";
import {
  findDeletedView,
  findSettings,
  findView,
  listStoredViews,
  writeOfSettings,
  writesOfNewView,
  writesOfViewDeletion,
  writesOfViewRestoring,
  writesOfViewUpdate,
} from "./store.ts";

export async function listViews(ctx: Ctx, list: string): Promise<{ items: View[]; settings: ListSettings }> {
  const [views, stored] = await Promise.all([
    listStoredViews(ctx.table, ctx.actor.id, VIEW_LIMITS.views),
    findSettings(ctx.table, ctx.actor.id, list),
  ]);
  const items = views.filter((view) => view.list === list).sort((a, b) => a.position - b.position);
  return { items, settings: stored?.settings ?? NO_SETTINGS };
}

export async function getView(ctx: Ctx, id: string): Promise<View> {
  const view = await findView(ctx.table, ctx.actor.id, id);
  if (!view) throw notFound("view");
  return view;
}

export async function createView(ctx: Ctx, input: NewView): Promise<View> {
  if (input.shared) mayShare(ctx);
  const last = await roomFor(ctx, input.shared ?? false);
  const view = decideView(input, { now: ctx.now(), id: ctx.newId("viw"), owner: ctx.actor, last });
  await save(ctx, "view.created", null, view, writesOfNewView(view));
  return view;
}

export async function updateView(ctx: Ctx, id: string, patch: ViewPatch): Promise<View> {
  const view = await getView(ctx, id);
  if (view.version !== patch.version) throw versionConflict("view", view);
  const next = decideViewPatch(view, patch, { now: ctx.now() });
  if (next === view) return view;
  mayChange(ctx, view);
  if (next.shared) mayShare(ctx);
  // What somebody stops sharing goes back to whose it is: nobody hides another's view in their own drawer.
  if (view.shared && !next.shared && view.ownerId !== ctx.actor.id) throw notTheirs();
  if (next.shared !== view.shared) await roomFor(ctx, next.shared);
  await save(ctx, "view.updated", view, next, writesOfViewUpdate(view, next));
  return next;
}

export async function deleteView(ctx: Ctx, id: string): Promise<undefined> {
  const view = await getView(ctx, id);
  mayChange(ctx, view);
  await save(ctx, "view.deleted", null, view, writesOfViewDeletion(view, ctx.now()));
}

export async function restoreView(ctx: Ctx, id: string): Promise<View> {
  const view = await findDeletedView(ctx.table, ctx.actor.id, id, ctx.now());
  // Undone twice is undone.
  if (!view) return getView(ctx, id);
  mayChange(ctx, view);
  await roomFor(ctx, view.shared);
  await save(ctx, "view.restored", null, view, writesOfViewRestoring(view));
  return view;
}

export async function setListSettings(ctx: Ctx, patch: ListSettingsPatch): Promise<ListSettings> {
  const { list } = patch;
  const owner = ctx.actor.id;
  if (patch.defaultId) await getView(ctx, patch.defaultId);
  const stored = await findSettings(ctx.table, owner, list);
  const settings = decideSettings(stored?.settings ?? NO_SETTINGS, patch);
  const version = (stored?.version ?? 0) + 1;
  await commit(ctx, {
    writes: [writeOfSettings({ owner, list, version, settings })],
    change: { entity: "listSettings", entityId: `${owner}#${list}`, verb: "listSettings.changed", fields: {} },
    refuse: () => versionConflict("view", null),
  });
  return settings;
}

async function save(ctx: Ctx, verb: Verb, before: View | null, after: View, writes: Write[]): Promise<void> {
  await commit(ctx, {
    writes,
    change: { entity: "view", entityId: after.id, verb, fields: toldFields(before, after) },
    refuse: (failed) => versionConflict("view", failed[0]?.item?.data ?? before),
  });
}

/** The position of the last view there; refused when there are as many as there may be. */
async function roomFor(ctx: Ctx, shared: boolean): Promise<number> {
  const views = await listStoredViews(ctx.table, ctx.actor.id, VIEW_LIMITS.views);
  const there = views.filter((view) => view.shared === shared);
  if (there.length >= VIEW_LIMITS.views) {
    throw new CrmError("limit", "view.too_many", `There may be ${VIEW_LIMITS.views} views. Delete one first.`);
  }
  return Math.max(0, ...views.map(({ position }) => position));
}

function mayShare(ctx: Ctx): void {
  if (ctx.permissions.has("views.share")) return;
  throw new CrmError("forbidden", "view.sharing_forbidden", "To share a view needs the permission views.share.");
}

function mayChange(ctx: Ctx, view: View): void {
  if (view.shared && view.ownerId !== ctx.actor.id) mayShare(ctx);
}

function notTheirs(): CrmError {
  return new CrmError(
    "forbidden",
    "view.not_yours",
    "Only its owner can take a shared view back. Duplicate it instead.",
  );
}
