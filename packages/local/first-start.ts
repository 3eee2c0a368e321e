import { firstAdministrator, firstSettings, keepFirstSettings } from "#server/first-start.ts";
import type { Ctx } from "#server/platform/context.ts";
import { DEFAULT_WORKSPACE, workspaceSettings } from "#server/platform/credentials.ts";
import type { Config } from "./config.ts";

const DEFAULT_ADMIN = "admin@peyvand.local";

/**
 * Makes an empty workspace ready: its settings, its first administrator and, if asked for, the sample company. `say` is
 * given lines for the person at the terminal; a password that was made is told in them, this once.
 */
export async function firstStart(ctx: Ctx, config: Config, say: (line: string) => void): Promise<void> {
  const settings = await ctx.table.get(workspaceSettings.key(DEFAULT_WORKSPACE));
  const email = config.adminEmail ?? DEFAULT_ADMIN;
  const password = await firstAdministrator(ctx, { email, locale: config.locale, password: config.adminPassword });
  // At once: whoever stops this start half-way can sign in at the next.
  const told = config.adminPassword ? "with the password you set" : `password ${password}  (shown this once)`;
  if (password !== null) say(`administrator ${email}  ${told}`);
  if (settings) return;
  const { region, currency, demo } = config;
  const workspace = { ...firstSettings(config), region, currency, demo };
  if (config.demo) {
    // Loaded only here: its texts are large, and no later start needs them.
    const { fillSample } = await import("./fill-sample.ts");
    const { customers, workspaceName } = await fillSample({ ...ctx, workspace });
    workspace.name = workspaceName;
    say(`sample company: ${customers} customers (start with PEYVAND_DEMO=0 for an empty workspace)`);
  }
  // Written last: a start that was killed while filling goes on filling at the next.
  await keepFirstSettings(ctx, workspace);
}
