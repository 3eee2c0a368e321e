import { permissionsOf } from "#core/platform/permissions.ts";
import type { Platform } from "./app.ts";
import type { Ctx } from "./context.ts";
import { DEFAULT_WORKSPACE, workspaceSettings } from "./credentials.ts";
import { stateOf } from "./entity.ts";

/** A context for what the machine does by itself: ticks, deliveries, the first start. */
export async function systemContext(platform: Omit<Platform, "openApi" | "secureCookies">): Promise<Ctx> {
  const settings = await platform.table.get(workspaceSettings.key(DEFAULT_WORKSPACE));
  return {
    table: platform.table,
    files: platform.files,
    now: platform.now,
    newId: platform.newId,
    log: platform.log,
    announce: platform.announce,
    inBackground: platform.inBackground,
    isStopping: platform.isStopping,
    actor: { kind: "system", id: "peyvand", name: "Peyvand" },
    permissions: permissionsOf("administrator"),
    workspace: settings ? stateOf(workspaceSettings, settings) : DEFAULT_WORKSPACE,
    requestId: platform.newId("req"),
    depth: 0,
  };
}
