import { AUTH_UNIQUE, type AuthRow, findAuthRow, type StoredAuthRow } from "#server/platform/auth-rows.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credentialKey } from "#server/platform/credentials.ts";
import { sha256 } from "#server/platform/secrets.ts";
import { findUser, findUserByEmail, listStoredUsers, type StoredUser } from "#server/workspace/users/index.ts";
import { type ModelStore, rowsOf } from "./table-adapter.ts";

export const TOKEN_PREFIX = "ps_";

/**
 * Sessions whose tokens are kept as hashes only. The row that a token finds carries it; listed ones carry the hash. With
 * a session goes its credential, in the same transaction.
 */
export function sessionModel(ctx: Ctx): ModelStore {
  const rows = rowsOf(ctx.table, "session", AUTH_UNIQUE.session ?? []);
  return {
    ...rows,
    async find(field, value) {
      if (field !== "token") return null;
      const stored = await rows.find("token", await hashed(value));
      return stored ? { ...stored, row: { ...stored.row, token: value } } : null;
    },
    finds: (field) => field === "token",
    async writes(before, after) {
      const hide = async (row: AuthRow) => ({ ...row, token: await hashed(row.token) });
      const old = before && { ...before, row: await hide(before.row) };
      const writes = await rows.writes(old, after && (await hide(after)));
      if (old && !after) writes.push({ delete: credentialKey(String(old.row.token)) });
      return writes;
    },
  };
}

async function hashed(token: unknown): Promise<string> {
  const text = String(token);
  return text.startsWith(TOKEN_PREFIX) ? sha256(text) : text;
}

/** The people who work here are the users room's; whether they have a second factor is what its row says. */
export function userModel(
  ctx: Ctx,
  addPerson: (person: { email: string; name: string }) => Promise<StoredUser>,
): ModelStore {
  const rowOf = async (user: StoredUser | null): Promise<StoredAuthRow | null> => {
    if (!user) return null;
    const factor = await findAuthRow(ctx.table, "twoFactor", "userId", user.id);
    const { id, name, email, createdAt } = user;
    const twoFactorEnabled = factor?.row.verified === true;
    const row = {
      id,
      name,
      email,
      createdAt,
      updatedAt: createdAt,
      emailVerified: true,
      image: null,
      twoFactorEnabled,
    };
    return { row, version: 0 };
  };
  return {
    get: async (id) => rowOf(await findUser(ctx.table, id)),
    finds: (field) => field === "email",
    find: async (_field, value) => rowOf(await findUserByEmail(ctx.table, String(value))),
    list: async () => {
      const rows = await Promise.all((await listStoredUsers(ctx.table)).map(rowOf));
      return rows.filter((row) => row !== null);
    },
    writes: async () => [],
    async create({ email, name }) {
      const made = await rowOf(await addPerson({ email: String(email), name: String(name) }));
      return (made as StoredAuthRow).row;
    },
  };
}
