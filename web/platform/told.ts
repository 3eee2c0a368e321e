import type { Change } from "#core/platform/change.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { t } from "./i18n.ts";

/** Where a record's name is among what changed, by the first that is there. */
const NAMES = ["subject", "name", "email", "fileName", "to", "segment", "relation", "absorbed", "mergedInto"];
const LONGEST = 80;

type Told = Pick<Change, "actor" | "verb" | "fields">;

/** A change of any record as one sentence; `name` says of which record where the change itself does not. */
export function toldSentence({ actor, verb, fields }: Told, name?: string | null): string {
  const who = actor.kind === "system" ? t("changes.system") : isolate(actor.name);
  const what = nameAmong(fields) ?? name;
  const sentence = t(`told.${verb as Verb}`, who, what ? ` ${t("common.quoted", isolate(what))}` : "");
  // What an older or newer program wrote may have no sentence here.
  return (sentence as string | undefined) ?? `${who}: ${verb}`;
}

function nameAmong(fields: Told["fields"]): string | null {
  for (const field of NAMES) {
    const { before, after } = fields[field] ?? {};
    const said = textOf(after) ?? textOf(before);
    if (said) return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
  }
  return null;
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim() || null;
  const { name } = (typeof value === "object" && value !== null ? value : {}) as { name?: unknown };
  return typeof name === "string" ? name : null;
}

/** Keeps its own direction inside a sentence of the other. */
const isolate = (text: string): string => `\u2068${text}\u2069`;
