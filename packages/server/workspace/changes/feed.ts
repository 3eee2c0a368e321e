import { hasNoRules } from "#core/platform/access/fields.ts";
import { maskChange } from "#core/platform/access/mask-change.ts";
import { moduleOfEntity } from "#core/platform/access/modules.ts";
import { type Held, sees } from "#core/platform/access/sight.ts";
import type { Change } from "#core/platform/change.ts";
import type { Permission } from "#core/platform/permissions.ts";
import type { Ctx } from "#server/platform/context.ts";

/** What the room of customers knows of who sees whom. */
export type CustomersSeen = {
  seenIds(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>>;
  shownChanges(ctx: Ctx, changes: readonly Change[]): Promise<Change[]>;
};

/** Whom changes of other kinds of record are told to: the holders of a permission, or everybody. What is not named here is told to those who audit. */
const TOLD_TO: { readonly [entity: string]: Permission | "everybody" } = {
  apiKey: "keys.manage",
  export: "workspace.operate",
  field: "everybody",
  import: "workspace.operate",
  interaction: "interactions.read",
  job: "workspace.operate",
  upload: "workspace.operate",
  user: "workspace.read",
  view: "everybody",
  workspace: "everybody",
};
/** One's own are told of these as well. */
const OWN = ["activity", "export", "import", "job", "upload"];

/** Of these what the one who asks is told: what left their sight as `gone`, and that what they see is another now. */
export async function toldChanges(
  ctx: Ctx,
  customersSeen: () => Promise<CustomersSeen>,
  changes: readonly Change[],
): Promise<Change[]> {
  const told = changes.flatMap((change) => tellOf(ctx, change) ?? []);
  const { access, sight } = ctx;
  if (sight.kind === "all")
    return told.map((change) => (hasNoRules(access.fields) ? withoutHeld(change) : maskChange(access.fields, change)));
  const { seenIds, shownChanges } = await customersSeen();
  const seen = await seenIds(ctx, [...new Set(told.flatMap(({ customerId }) => customerId ?? []))]);
  const left = told.flatMap((change) => {
    if (change.customerId === undefined || seen.has(change.customerId)) return [change];
    return hasLeft(change, (held) => sees(sight, held)) ? [goneOf(change)] : [];
  });
  return shownChanges(ctx, left);
}

function withoutHeld({ held: _, ...change }: Change): Change {
  return change;
}

/** The change as far as its kind is one's business; null when it is not. */
function tellOf(ctx: Ctx, change: Change): Change | null {
  const { entity, customerId } = change;
  if (changesWhatIsSeen(ctx, change)) {
    if (ctx.permissions.has("users.manage")) return change;
    return { ...bare(change), entity: "workspace", entityId: "workspace", verb: "sight.changed" };
  }
  if (entity === "customer") return change;
  const module = moduleOfEntity(entity);
  if (module !== undefined && ctx.access.modulesOff.has(module)) return null;
  const to = TOLD_TO[entity] ?? (customerId === undefined ? "audit.read" : "customers.read");
  if (to === "everybody" || ctx.permissions.has(to)) return change;
  return OWN.includes(entity) && change.actor.id === ctx.actor.id ? change : null;
}

/** Whether another role, team or place in one may have changed what this person sees: a client reads all anew then. */
function changesWhatIsSeen({ access, sight }: Ctx, { entity, entityId, fields }: Change): boolean {
  if (entity === "role" || entity === "team") return true;
  if (entity !== "user" || !("role" in fields || "teamId" in fields)) return false;
  return entityId === access.userId || sight.kind === "team";
}

function hasLeft({ held }: Change, isSeen: (held: Held) => boolean): boolean {
  return held !== undefined && isSeen(held.before) && !isSeen(held.after);
}

/** A record that one may see no longer: which one it was, and nothing else. */
function goneOf(change: Change): Change {
  return { ...bare(change), customerId: change.customerId, verb: "customer.gone" };
}

function bare({ id, at, entity, entityId, depth, seq }: Change): Change {
  const actor = { kind: "system" as const, id: "peyvand", name: "Peyvand" };
  return { id, at, actor, entity, entityId, verb: "", fields: {}, depth, requestId: "", seq };
}
