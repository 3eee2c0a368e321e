import { commit } from "#server/platform/commit.ts";
import type { Ctx, Workspace } from "#server/platform/context.ts";
import { DEFAULT_WORKSPACE, workspaceSettings } from "#server/platform/credentials.ts";
import { putNew } from "#server/platform/entity.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { addUser, listStoredUsers } from "#server/workspace/users/index.ts";
import type { Config } from "./config.ts";

const DEFAULT_ADMIN = "admin@peyvand.local";

/** What the first start did, for the person at the terminal; the password is told this once. */
export type FirstStart = { admin?: { email: string; password?: string }; sample?: { customers: number } };

/** Makes an empty workspace ready: its settings, its first administrator and, if asked for, the sample company. */
export async function firstStart(ctx: Ctx, config: Config): Promise<FirstStart> {
  const done: FirstStart = {};
  const settings = await ctx.table.get(workspaceSettings.key(DEFAULT_WORKSPACE));
  const users = await listStoredUsers(ctx.table);
  if (!users.some(({ role }) => role === "administrator")) {
    const password = config.adminPassword ?? newSecret("").slice(0, 20);
    const email = config.adminEmail ?? DEFAULT_ADMIN;
    await addUser(ctx, {
      name: config.locale === "fa" ? "مدیر" : "Administrator",
      email,
      role: "administrator",
      password,
    });
    done.admin = { email, ...(!config.adminPassword && { password }) };
  }
  if (settings) return done;
  const workspace = settingsOf(config);
  if (config.demo) {
    // Loaded only here: its texts are large, and no later start needs them.
    const { fillSample } = await import("./fill-sample.ts");
    const { customers, workspaceName } = await fillSample({ ...ctx, workspace });
    done.sample = { customers };
    workspace.name = workspaceName;
  }
  // Written last: a start that was killed while filling goes on filling at the next.
  await commit(ctx, {
    writes: [putNew(workspaceSettings, workspace)],
    change: { entity: "workspace", entityId: "workspace", verb: "workspace.created" },
  });
  return done;
}

function settingsOf({ locale, timeZone, region, currency, demo }: Config): Workspace {
  return { name: locale === "fa" ? "پیوند" : "Peyvand", locale, timeZone, region, currency, demo };
}
