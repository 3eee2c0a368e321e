import { createSignal } from "solid-js";
import type { Calendar } from "#core/platform/text-shape.ts";
import type { Dictionary } from "#web/locales/fa.ts";
import { keep, readKept } from "./kept.ts";

export const LOCALES = ["fa", "en"] as const;
export type Locale = (typeof LOCALES)[number];

function isLocale(value: string | null): value is Locale {
  return value === "fa" || value === "en";
}

const chosen = readKept("locale") ?? readKept("workspace-locale");
const [current, setCurrent] = createSignal<{ locale: Locale; dictionary: Dictionary | null }>({
  locale: isLocale(chosen) ? chosen : "fa",
  dictionary: null,
});
const [zone, setZone] = createSignal("UTC");

export const locale = (): Locale => current().locale;
export const dictionary = (): Dictionary | null => current().dictionary;
/** Follows the language for now. */
export const calendar = (): Calendar => (locale() === "fa" ? "persian" : "gregorian");
/** The workspace's zone: instants are shown in it. */
export const timeZone = zone;

async function load(next: Locale): Promise<Dictionary> {
  return next === "fa" ? (await import("#web/locales/fa.ts")).fa : (await import("#web/locales/en.ts")).en;
}

/** Fetches a language's words, then changes everything at once. */
export async function showLocale(next: Locale): Promise<void> {
  setCurrent({ locale: next, dictionary: await load(next) });
  document.documentElement.lang = next;
  document.documentElement.dir = next === "fa" ? "rtl" : "ltr";
}

/** The person's own choice; it outlasts the workspace's default. */
export function chooseLocale(next: Locale): Promise<void> {
  keep("locale", next);
  return showLocale(next);
}

/** What the workspace says, once it is known who is asking. */
export function followWorkspace(workspace: { locale: Locale; timeZone: string }): void {
  setZone(workspace.timeZone);
  keep("workspace-locale", workspace.locale);
  if (!isLocale(readKept("locale")) && workspace.locale !== locale()) void showLocale(workspace.locale);
}
