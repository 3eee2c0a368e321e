import type { Brand } from "#core/workspace/settings/index.ts";
import type { Workspace } from "#server/platform/context.ts";
import { logoPath } from "#server/platform/look.ts";

/** How the workspace is called and looks. */
export function brandOf(workspace: Workspace): Brand {
  const { name, locale, accent = null } = workspace;
  return { name, locale, accent, logo: logoPath(workspace) };
}
