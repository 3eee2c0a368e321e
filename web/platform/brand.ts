import { shadesOf } from "#core/platform/colour.ts";
import { keep, readKept } from "./kept.ts";

const NAMES = { accent: "--accent", strong: "--accent-strong", soft: "--accent-soft", on: "--on-accent" } as const;

/** Shows the workspace's colour, by day and by night; null is Peyvand's own. */
export function showAccent(accent: string | null | undefined): void {
  const { style } = document.documentElement;
  const shades = accent ? shadesOf(accent) : null;
  for (const [shade, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    if (shades) style.setProperty(name, `light-dark(${shades.light[shade]}, ${shades.dark[shade]})`);
    else style.removeProperty(name);
  }
}

/** The colour of last time, until the workspace has said its own. */
export function showKeptAccent(): void {
  const kept = readKept("accent");
  if (kept && /^#[0-9a-f]{6}$/.test(kept)) showAccent(kept);
}

export function followAccent(accent: string | null | undefined): void {
  showAccent(accent);
  keep("accent", accent ?? null);
}
