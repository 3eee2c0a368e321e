import { type Shades, shadesOf } from "#core/platform/colour.ts";
import type { Brand } from "#core/workspace/settings/index.ts";
import type { Ctx, Workspace } from "#server/platform/context.ts";

const OWN_ACCENT = "#0f6e6c";

export function logoPath({ logo }: Workspace): string | null {
  return logo ? `/api/v1/brand/logo?v=${logo.name}` : null;
}

/** How the workspace is called and looks. */
export function brandOf(workspace: Workspace): Brand {
  const { name, locale, accent = null } = workspace;
  return { name, locale, accent, logo: logoPath(workspace) };
}

/** The same for mails and public pages: an absolute address of the logo, and shades that can be read. */
export function lookOf({ workspace, publicUrl }: Pick<Ctx, "workspace" | "publicUrl">): {
  name: string;
  logoUrl: string | null;
  shades: { light: Shades; dark: Shades };
} {
  const logo = logoPath(workspace);
  return {
    name: workspace.name,
    logoUrl: logo && publicUrl() + logo,
    shades: shadesOf(workspace.accent ?? OWN_ACCENT),
  };
}
