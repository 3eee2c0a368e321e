import { findRole } from "#core/platform/access/role.ts";
import type { Member } from "#core/platform/access/sight.ts";
import { CrmError, invalid } from "#core/platform/errors.ts";
import type { Role } from "#core/platform/permissions.ts";
import type { User } from "#core/workspace/users/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putAlways, stateOf } from "#server/platform/entity.ts";
import { asRead, membersEntity, refuseBeyond } from "#server/platform/organisation.ts";
import type { FailedCondition, Item, Write } from "#server/platform/table.ts";
import { listStoredUsers } from "./store.ts";

const KEY = membersEntity.key({ members: [] });
const MAX_RACES = 10;

export type Members = { members: readonly Member[]; item: Item | null };

/** Who works here as what. Where it is not written yet it is what the people's own rows say. */
export async function readMembers({ table }: Pick<Ctx, "table">): Promise<Members> {
  const item = await table.get(KEY);
  if (item) return { item, members: stateOf(membersEntity, item).members };
  const users = await listStoredUsers(table);
  const there = users.filter(({ removedAt }) => !removedAt);
  return { item, members: there.map(({ id, role, teamId }) => ({ userId: id, role, teamId: teamId ?? null })) };
}

/** Makes the people what they are to be, unless somebody changed them since they were read. */
export function writeOfMembers({ item }: Members, members: readonly Member[]): Write {
  const version = Number(item?.version ?? 0) + 1;
  return putAlways(membersEntity, { members }, { version }, asRead(item));
}

/** Whether a transaction was refused because somebody else changed the people meanwhile. */
export function isRaceOf(writes: readonly Write[], failed: readonly FailedCondition[]): boolean {
  return failed.some(({ index }) => {
    const write = writes[index];
    return write !== undefined && "put" in write && write.put.type === membersEntity.type;
  });
}

const RACED = "user.members_changed";

export function membersChanged(): CrmError {
  return new CrmError("conflict", RACED, "Somebody else changed the people at the same moment. Try again.");
}

/** Two who change people at once both get their turn. */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let race = 1; ; race++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CrmError) || error.code !== RACED || race >= MAX_RACES) throw error;
    }
  }
}

/** Somebody new among the people. */
export async function writeOfJoining(ctx: Ctx, user: Pick<User, "id" | "role" | "teamId">): Promise<Write> {
  const read = await readMembers(ctx);
  const member = { userId: user.id, role: user.role, teamId: user.teamId ?? null };
  return writeOfMembers(read, [...read.members.filter(({ userId }) => userId !== user.id), member]);
}

/** Says of somebody whether their second factor is on. */
export async function writeOfFactor(ctx: Pick<Ctx, "table">, id: string, hasFactor: boolean): Promise<Write> {
  const read = await readMembers(ctx);
  return writeOfMembers(
    read,
    read.members.map((member) => (member.userId === id ? { ...member, hasFactor } : member)),
  );
}

/** Refuses a role that does not exist, or that is more than one may give. */
export function checkRole(ctx: Pick<Ctx, "organisation" | "permissions" | "sight">, role: Role): void {
  const definition = findRole(ctx.organisation.roles, role);
  if (!definition) throw invalid("role.unknown", "There is no such role.", [{ path: "role", code: "role.unknown" }]);
  refuseBeyond(ctx, definition);
}

export function checkTeam({ organisation }: Pick<Ctx, "organisation">, teamId: string | null): void {
  if (teamId === null || organisation.teams.some(({ id }) => id === teamId)) return;
  throw invalid("team.unknown", "There is no such team.", [{ path: "teamId", code: "team.unknown" }]);
}
