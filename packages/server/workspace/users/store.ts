import type { Profile, User } from "#core/workspace/users/index.ts";
import { defineEntity, stateOf } from "#server/platform/entity.ts";
import type { Table } from "#server/platform/table.ts";

/** `passwordHash` was kept here by an older Peyvand. */
export type StoredUser = User & { passwordHash?: string };

export const USERS = "users";

/** The people who work here: few, so one partition. */
export const userEntity = defineEntity<StoredUser>({ type: "user", key: ({ id }) => ({ pk: USERS, sk: id }) });

/** An email is one person's; the row makes it unique and finds them. */
export const userEmailEntity = defineEntity<{ email: string; id: string }>({
  type: "userEmail",
  key: ({ email }) => ({ pk: `userEmail#${email}`, sk: "userEmail" }),
});

export async function listStoredUsers(table: Table): Promise<StoredUser[]> {
  const { items } = await table.query({ pk: USERS, limit: 1000 });
  return items.map((item) => stateOf(userEntity, item));
}

export async function findUserByEmail(table: Table, email: string): Promise<StoredUser | null> {
  const row = await table.get({ pk: `userEmail#${email}`, sk: "userEmail" });
  if (!row) return null;
  const item = await table.get({ pk: USERS, sk: stateOf(userEmailEntity, row).id });
  return item && stateOf(userEntity, item);
}

/** Somebody who works here; nobody who has left. */
export async function findUser(table: Table, id: string): Promise<StoredUser | null> {
  const user = await findAnybody(table, id);
  return user?.removedAt ? null : user;
}

/** Also who has left. */
export async function findAnybody(table: Table, id: string): Promise<StoredUser | null> {
  const item = await table.get({ pk: USERS, sk: id });
  return item && stateOf(userEntity, item);
}

export type StoredProfile = Omit<Profile, "email" | "version"> & { userId: string };

/** How somebody wants to read. */
export const profileEntity = defineEntity<StoredProfile>({
  type: "userProfile",
  key: ({ userId }) => ({ pk: `userProfile#${userId}`, sk: "userProfile" }),
});

export async function findProfile(
  table: Table,
  userId: string,
): Promise<{ profile: StoredProfile | null; version: number }> {
  const item = await table.get({ pk: `userProfile#${userId}`, sk: "userProfile" });
  return { profile: item && stateOf(profileEntity, item), version: Number(item?.version ?? 0) };
}
