import { CHANNELS } from "../people/customers/index.ts";
import type { Random } from "./random.ts";

export type Channel = (typeof CHANNELS)[number];
export type Direction = "in" | "out" | "none";

/** One hand-written way to tell a moment, and when it fits. */
export type Line = {
  channel: Channel;
  direction: Direction;
  needs: string[];
  rulesOut: string[];
  subject?: string;
  body: string;
  outcome?: string;
};

export type Variables = Readonly<Record<string, string>>;

/**
 * Reads a script: one line of text for each way to say it,
 *
 *     channel direction [fact …] [!fact …] | [subject |] body | [outcome]
 *
 * `¶` breaks a line of the body, `{name}` is a variable (`{Name}` the same with a capital), `[one/other]`
 * a free choice of words.
 */
export function readScript(script: string): Line[] {
  const rows = script.split("\n").filter((row) => row.trim() !== "");
  return rows.map((row) => {
    const [head = "", ...cells] = row.split("|").map((cell) => cell.trim());
    const [channel, direction, ...facts] = head.split(/\s+/);
    if (!isChannel(channel) || !isDirection(direction) || cells.length < 2 || cells.length > 3) {
      throw new SyntaxError(`Not a line of a script: ${row}`);
    }
    const [subject, body, outcome] = cells.length === 3 ? cells : ["", ...cells];
    return {
      channel,
      direction,
      needs: facts.filter((fact) => !fact.startsWith("!")),
      rulesOut: facts.filter((fact) => fact.startsWith("!")).map((fact) => fact.slice(1)),
      ...(subject ? { subject } : {}),
      body: (body ?? "").replace(/\s*¶\s*/g, "\n"),
      ...(outcome ? { outcome } : {}),
    };
  });
}

export function readPhrases<Beat extends string>(scripts: Record<Beat, string>): Record<Beat, Line[]> {
  const entries = Object.entries<string>(scripts).map(([beat, script]) => [beat, readScript(script)]);
  return Object.fromEntries(entries) as Record<Beat, Line[]>;
}

export const fits = (line: Line, facts: ReadonlySet<string>): boolean =>
  line.needs.every((fact) => facts.has(fact)) && !line.rulesOut.some((fact) => facts.has(fact));

/** The text with its free choices made and its variables in place. */
export function fill(text: string, wordFor: (name: string) => string | undefined, random: Random): string {
  return text.replace(/\[([^\]]*)\]|\{(\w+)\}/g, (_, choices: string | undefined, name: string) => {
    if (choices !== undefined) return fill(random.pick(choices.split("/")), wordFor, random);
    const value = wordFor(name) ?? capitalised(wordFor(name[0]?.toLowerCase() + name.slice(1)));
    if (value === undefined) throw new ReferenceError(`{${name}} has no value in: ${text}`);
    return value;
  });
}

const isChannel = (word: string | undefined): word is Channel => CHANNELS.some((channel) => channel === word);
const isDirection = (word: string | undefined): word is Direction => word === "in" || word === "out" || word === "none";

const capitalised = (text: string | undefined): string | undefined => text && text[0]?.toUpperCase() + text.slice(1);
