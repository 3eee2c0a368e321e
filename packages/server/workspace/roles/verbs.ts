import { allRoles, builtInRole, findRole, isBuiltIn, type RoleDefinition } from "#core/platform/access/role.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import { cleanText, foldText } from "#core/platform/fold.ts";
import { PERMISSIONS, type Role } from "#core/platform/permissions.ts";
import { MAX_ROLES, type NewRole, type RolePatch, type RoleShown } from "#core/workspace/roles/index.ts";
import { type ChangeInput, commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putAlways, stateOf } from "#server/platform/entity.ts";
import { asRead, refuseBeyond, rolesEntity } from "#server/platform/organisation.ts";
import type { Item } from "#server/platform/table.ts";
import { readMembers } from "#server/workspace/users/index.ts";

const KEY = rolesEntity.key({ roles: [] });

export async function listRoles(ctx: Ctx): Promise<{ items: RoleShown[] }> {
  const { members } = await readMembers(ctx);
  return { items: allRoles(ctx.organisation.roles).map((role) => shown(role, ctx.organisation.roles, members)) };
}

type Members = Awaited<ReturnType<typeof readMembers>>["members"];

function shown(role: RoleDefinition, stored: readonly RoleDefinition[], members: Members): RoleShown {
  const { id, name, permissions, visibility, fields } = role;
  return {
    id: id as RoleShown["id"],
    ...(name !== undefined && { name }),
    permissions: PERMISSIONS.filter((one) => permissions.includes(one)),
    visibility,
    fields: { ...fields },
    builtIn: isBuiltIn(id),
    changed: isBuiltIn(id) && stored.some((one) => one.id === id),
    people: members.filter(({ role }) => findRole(stored, role as Role)?.id === id).length,
  };
}

export async function addRole(ctx: Ctx, input: NewRole): Promise<RoleShown> {
  const role: RoleDefinition = { ...input, id: ctx.newId("rol"), name: cleanText(input.name) };
  refuseBeyond(ctx, role);
  return change(ctx, (roles) => {
    if (roles.filter(({ id }) => !isBuiltIn(id)).length >= MAX_ROLES)
      throw new CrmError("limit", "role.too_many", `A company may have ${MAX_ROLES} roles of its own.`);
    return { roles: [...roles, role], role, told: { verb: "role.added", fields: { name: { after: role.name } } } };
  });
}

export async function changeRole(ctx: Ctx, id: Role, patch: RolePatch): Promise<RoleShown> {
  if (id === "administrator")
    throw new CrmError("conflict", "role.fixed", "The administrator may do everything; this role stays as it is.");
  return change(ctx, (roles) => {
    const before = findRole(roles, id);
    if (!before) throw notFound("role");
    if (patch.name !== undefined && isBuiltIn(id))
      throw new CrmError("conflict", "role.name_fixed", "Built-in roles are called the same everywhere.", [
        { path: "name" },
      ]);
    refuseBeyond(ctx, before);
    const role: RoleDefinition = { ...before, ...patch, ...(patch.name && { name: cleanText(patch.name) }) };
    refuseBeyond(ctx, role);
    const names = ["name", "permissions", "visibility", "fields"] as const;
    const differing = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(role[name]));
    const fields = Object.fromEntries(differing.map((name) => [name, { before: before[name], after: role[name] }]));
    const others = roles.filter((one) => one.id !== id);
    return { roles: [...others, role], role, told: { verb: "role.changed", fields } };
  });
}

export async function removeRole(ctx: Ctx, id: Role): Promise<undefined> {
  const { members } = await readMembers(ctx);
  await change(ctx, (roles) => {
    const before = roles.find((role) => role.id === id);
    if (!before) throw notFound("role");
    if (isBuiltIn(id)) {
      const role = builtInRole(id);
      refuseBeyond(ctx, role);
      return { roles: roles.filter((one) => one.id !== id), role, told: { verb: "role.reset", fields: {} } };
    }
    if (members.some(({ role }) => role === id))
      throw new CrmError("conflict", "role.has_people", "People have this role. Give them another first.");
    const told = { verb: "role.removed" as const, fields: { name: { before: before.name } } };
    return { roles: roles.filter((one) => one.id !== id), role: before, told };
  });
}

type Decided = {
  roles: readonly RoleDefinition[];
  role: RoleDefinition;
  told: Pick<ChangeInput, "verb" | "fields">;
};

async function change(ctx: Ctx, decide: (roles: readonly RoleDefinition[]) => Decided): Promise<RoleShown> {
  const item: Item | null = await ctx.table.get(KEY);
  const before = item ? stateOf(rolesEntity, item).roles : [];
  const { roles, role, told } = decide(before);
  const namesake = roles.find(
    (one) => one.id !== role.id && one.name && role.name && foldText(one.name) === foldText(role.name),
  );
  if (namesake) throw new CrmError("conflict", "role.name_taken", "There is a role of this name.", [{ path: "name" }]);
  await commit(ctx, {
    writes: [putAlways(rolesEntity, { roles }, { version: Number(item?.version ?? 0) + 1 }, asRead(item))],
    change: { entity: "role", entityId: role.id, ...told },
  });
  return shown(role, roles, (await readMembers(ctx)).members);
}
