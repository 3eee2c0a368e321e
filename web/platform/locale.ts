import { createSignal } from "solid-js";
import type { Calendar, Digits } from "#core/platform/text-shape.ts";
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
/** What the person chose in their profile; null follows the language and the workspace. */
type Choices = { locale: Locale | null; calendar: Calendar | null; digits: Digits | null; timeZone: string | null };
const NO_CHOICES: Choices = { locale: null, calendar: null, digits: null, timeZone: null };
const [choices, setChoices] = createSignal(NO_CHOICES);

export const locale = (): Locale => current().locale;
export const dictionary = (): Dictionary | null => current().dictionary;
/** The person's own, else that of the language. */
export const calendar = (): Calendar => choices().calendar ?? (locale() === "fa" ? "persian" : "gregorian");
export const digits = (): Digits => choices().digits ?? (locale() === "fa" ? "persian" : "latin");
/** The person's zone, else the workspace's: instants are shown in it. */
export const timeZone = (): string => choices().timeZone ?? zone();
/** The clocks that work of the whole workspace goes by. */
export const workspaceZone = zone;
/** The language with its digits, for `Intl`. */
export const numberLocale = (): string =>
  `${locale() === "fa" ? "fa-IR" : "en"}-u-nu-${digits() === "persian" ? "arabext" : "latn"}`;

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
  const wanted = choices().locale ?? workspace.locale;
  if (!isLocale(readKept("locale")) && wanted !== locale()) void showLocale(wanted);
}

/** What the person says in their profile, once it is known who is asking; a choice made on this device goes first. */
export function followProfile(profile: Choices | null): void {
  setChoices(profile ?? NO_CHOICES);
}
