import { commit } from "./platform/commit.ts";
import type { Ctx, Workspace } from "./platform/context.ts";
import { DEFAULT_WORKSPACE, SHAPE, workspaceSettings } from "./platform/credentials.ts";
import { itemOf } from "./platform/entity.ts";
import { newSecret } from "./platform/secrets.ts";
import { addUser, listStoredUsers } from "./workspace/users/index.ts";

/** A workspace's first settings as one installs it; the rest follows from the language. */
export function firstSettings({ locale, timeZone }: Pick<Workspace, "locale" | "timeZone">): Workspace {
  const [name, region, currency] = locale === "fa" ? ["پیوند", "IR", "IRR"] : ["Peyvand", "US", "USD"];
  return { name: name!, locale, timeZone, region: region!, currency: currency!, demo: false };
}

/** Adds an administrator when there is none. Answers with the password that was made, which is told this once; null when there is one. */
export async function firstAdministrator(
  ctx: Ctx,
  given: { email: string; locale: Workspace["locale"]; password?: string },
): Promise<string | null> {
  const users = await listStoredUsers(ctx.table);
  if (users.some(({ role }) => role === "administrator")) return null;
  const password = given.password ?? newSecret("").slice(0, 20);
  const name = given.locale === "fa" ? "مدیر" : "Administrator";
  await addUser(ctx, { name, email: given.email, role: "administrator", password });
  return password;
}

/** Writes the first settings of a workspace that has none, and that what it holds has the newest shape. */
export async function keepFirstSettings(ctx: Ctx, workspace: Workspace): Promise<void> {
  if (await ctx.table.get(workspaceSettings.key(DEFAULT_WORKSPACE))) return;
  await commit(ctx, {
    writes: [{ put: { ...itemOf(workspaceSettings, workspace), shape: SHAPE }, if: { absent: true } }],
    change: { entity: "workspace", entityId: "workspace", verb: "workspace.created" },
  });
}
