import type { Platform } from "./app.ts";
import { type Ctx, withAccess } from "./context.ts";
import { readWorkspace } from "./credentials.ts";
import { FULL_ACCESS } from "./organisation.ts";

/** A context for what the machine does by itself: ticks, deliveries, the first start. */
export async function systemContext(platform: Omit<Platform, "openApi" | "secureCookies">): Promise<Ctx> {
  const { workspace, fields, organisation } = await readWorkspace(platform.table);
  return {
    table: platform.table,
    files: platform.files,
    vault: platform.vault,
    callOut: platform.callOut,
    publicUrl: platform.publicUrl,
    mailer: platform.mailer,
    texter: platform.texter,
    now: platform.now,
    newId: platform.newId,
    log: platform.log,
    announce: platform.announce,
    inBackground: platform.inBackground,
    wakeJob: platform.wakeJob,
    isStopping: platform.isStopping,
    actor: { kind: "system", id: "peyvand", name: "Peyvand" },
    ...withAccess(FULL_ACCESS),
    claim: {},
    organisation,
    workspace,
    fields,
    requestId: platform.newId("req"),
    depth: 0,
  };
}
