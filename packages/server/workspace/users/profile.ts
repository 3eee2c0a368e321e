import type * as z from "zod";
import { CrmError, versionConflict } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Profile, profileInputShape } from "#core/workspace/users/index.ts";
import { listAuthRows } from "#server/platform/auth-rows.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credential, credentialKey } from "#server/platform/credentials.ts";
import { itemOf, putAlways, stateOf } from "#server/platform/entity.ts";
import type { Write } from "#server/platform/table.ts";
import { findProfile, findUser, profileEntity, type StoredUser, userEntity } from "./store.ts";

/** Sessions whose credentials say the new name at once; others say it when they are begun anew. */
const MOST_SESSIONS = 50;

export async function getProfile(ctx: Ctx): Promise<Profile | null> {
  if (ctx.actor.kind !== "user") return null;
  const [user, { profile, version }] = await Promise.all([
    findUser(ctx.table, ctx.actor.id),
    findProfile(ctx.table, ctx.actor.id),
  ]);
  return user && shown(user, profile, version);
}

export async function updateProfile(ctx: Ctx, input: z.output<typeof profileInputShape>): Promise<Profile> {
  const user = ctx.actor.kind === "user" ? await findUser(ctx.table, ctx.actor.id) : null;
  if (!user)
    throw new CrmError("forbidden", "auth.person_only", "This is for people who have signed in, not for keys.");
  const { profile, version } = await findProfile(ctx.table, user.id);
  if (input.version !== version) throw versionConflict("profile", shown(user, profile, version));
  const { name: typed, version: _, ...choices } = input;
  const next = { ...choices, userId: user.id };
  const name = cleanText(typed);
  const isRenamed = name !== user.name;
  await commit(ctx, {
    writes: [
      {
        put: itemOf(profileEntity, next, { version: version + 1 }),
        if: version === 0 ? { absent: true } : { equals: { version } },
      },
      ...(isRenamed ? [putAlways(userEntity, { ...user, name }), ...(await renamed(ctx, user.id, name))] : []),
    ],
    change: {
      entity: "user",
      entityId: user.id,
      verb: "user.profileChanged",
      fields: isRenamed ? { name: { before: user.name, after: name } } : {},
    },
    refuse: () => versionConflict("profile", shown(user, profile, version)),
  });
  return shown({ ...user, name }, next, version + 1);
}

/** A credential carries the name, so that no request has to look for it. */
async function renamed(ctx: Ctx, userId: string, name: string): Promise<Write[]> {
  const sessions = (await listAuthRows(ctx.table, "session")).filter(({ row }) => row.userId === userId);
  const keys = sessions.slice(-MOST_SESSIONS).map(({ row }) => credentialKey(String(row.token)));
  const items = (await ctx.table.getMany(keys)).filter((item) => item !== null);
  return items.map((item) => {
    const state = stateOf(credential, item);
    const ttl = typeof item.ttl === "number" ? { ttl: item.ttl } : {};
    return putAlways(credential, { ...state, actor: { ...state.actor, name } }, ttl, { present: true });
  });
}

function shown({ email }: StoredUser, profile: Omit<Profile, "email" | "version"> | null, version: number): Profile {
  const { locale = null, calendar = null, digits = null, timeZone = null } = profile ?? {};
  return { email, locale, calendar, digits, timeZone, version };
}
