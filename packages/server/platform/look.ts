import { type Shades, shadesOf } from "#core/platform/colour.ts";
import type { Ctx, Workspace } from "./context.ts";

const OWN_ACCENT = "#0f6e6c";

/** How a company looks on public pages: `logo` is a path, the shades of its accent can be read. */
export type Look = { name: string; logo: string | null; shades: { light: Shades; dark: Shades } };

export function logoPath({ logo }: Workspace): string | null {
  return logo ? `/api/v1/brand/logo?v=${logo.name}` : null;
}

export function lookOf(workspace: Workspace): Look {
  return { name: workspace.name, logo: logoPath(workspace), shades: shadesOf(workspace.accent ?? OWN_ACCENT) };
}

/** The same for a mail, which is read by day and knows only whole addresses. */
export function mailLook({ workspace, publicUrl }: Pick<Ctx, "workspace" | "publicUrl">) {
  const { name, logo, shades } = lookOf(workspace);
  return { name, logoUrl: logo && publicUrl() + logo, accent: shades.light.accent };
}
