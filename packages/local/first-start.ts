import { commit } from "#server/platform/commit.ts";
import type { Ctx, Workspace } from "#server/platform/context.ts";
import { DEFAULT_WORKSPACE, SHAPE, workspaceSettings } from "#server/platform/credentials.ts";
import { itemOf } from "#server/platform/entity.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { addUser, listStoredUsers } from "#server/workspace/users/index.ts";
import type { Config } from "./config.ts";

const DEFAULT_ADMIN = "admin@peyvand.local";

/**
 * Makes an empty workspace ready: its settings, its first administrator and, if asked for, the sample company. `say` is
 * given lines for the person at the terminal; a password that was made is told in them, this once.
 */
export async function firstStart(ctx: Ctx, config: Config, say: (line: string) => void): Promise<void> {
  const settings = await ctx.table.get(workspaceSettings.key(DEFAULT_WORKSPACE));
  const users = await listStoredUsers(ctx.table);
  if (!users.some(({ role }) => role === "administrator")) await addAdministrator(ctx, config, say);
  if (settings) return;
  const workspace = settingsOf(config);
  if (config.demo) {
    // Loaded only here: its texts are large, and no later start needs them.
    const { fillSample } = await import("./fill-sample.ts");
    const { customers, workspaceName } = await fillSample({ ...ctx, workspace });
    workspace.name = workspaceName;
    say(`sample company: ${customers} customers (start with PEYVAND_DEMO=0 for an empty workspace)`);
  }
  // Written last: a start that was killed while filling goes on filling at the next.
  await commit(ctx, {
    writes: [{ put: { ...itemOf(workspaceSettings, workspace), shape: SHAPE }, if: { absent: true } }],
    change: { entity: "workspace", entityId: "workspace", verb: "workspace.created" },
  });
}

async function addAdministrator(ctx: Ctx, config: Config, say: (line: string) => void): Promise<void> {
  const password = config.adminPassword ?? newSecret("").slice(0, 20);
  const email = config.adminEmail ?? DEFAULT_ADMIN;
  const name = config.locale === "fa" ? "مدیر" : "Administrator";
  await addUser(ctx, { name, email, role: "administrator", password });
  // At once: whoever stops this start half-way can sign in at the next.
  const told = config.adminPassword ? "with the password you set" : `password ${password}  (shown this once)`;
  say(`administrator ${email}  ${told}`);
}

function settingsOf({ locale, timeZone, region, currency, demo }: Config): Workspace {
  return { name: locale === "fa" ? "پیوند" : "Peyvand", locale, timeZone, region, currency, demo };
}
