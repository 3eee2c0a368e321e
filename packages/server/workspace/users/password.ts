import { type AuthRow, authWrites, getAuthRow } from "#server/platform/auth-rows.ts";
import { putAlways } from "#server/platform/entity.ts";
import type { Table, Write } from "#server/platform/table.ts";
import { type StoredUser, userEntity } from "./store.ts";

const accountId = (userId: string) => `acc_${userId.slice("usr_".length)}`;

/** The row by which somebody signs in with a password. It is refused when they have one. */
export function passwordWrites(userId: string, hash: string, now: string): Write[] {
  const row: AuthRow = {
    id: accountId(userId),
    accountId: userId,
    providerId: "credential",
    userId,
    password: hash,
    createdAt: now,
    updatedAt: now,
  };
  return authWrites("account", null, row);
}

/** An older Peyvand kept the password with the person: it is brought to where sign-in looks for it. */
export async function bringPassword(table: Table, user: StoredUser, now: string): Promise<void> {
  const { passwordHash, ...rest } = user;
  if (passwordHash === undefined) return;
  const known = await getAuthRow(table, "account", accountId(user.id));
  await table.transact([putAlways(userEntity, rest), ...(known ? [] : passwordWrites(user.id, passwordHash, now))]);
}
