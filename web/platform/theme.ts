import { createSignal } from "solid-js";
import { keep, readKept } from "./kept.ts";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const kept = readKept("theme");
const [current, setCurrent] = createSignal<Theme>(kept === "light" || kept === "dark" ? kept : "system");

export const theme = current;

export function setTheme(next: Theme): void {
  setCurrent(next);
  keep("theme", next === "system" ? null : next);
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}
