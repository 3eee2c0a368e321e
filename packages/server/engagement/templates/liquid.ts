import { Liquid, type Template as Parsed } from "liquidjs";
import { FILTERS } from "./filters.ts";
import { sealed } from "./markup.ts";

/** Bounds of one text: its length, what it may build, and for how long. */
const MAX_LENGTH = 50_000;
const MAX_MEMORY = 2_000_000;
const MAX_MS = 250;
export const MAX_OUTPUT = 60_000;

const TAGS = [
  "assign",
  "capture",
  "case",
  "comment",
  "cycle",
  "echo",
  "for",
  "break",
  "continue",
  "if",
  "unless",
  "raw",
];
const NO_FILES = () => {
  throw new Error("A template has no files.");
};

let shared: Liquid | undefined;

/** Liquid without files, other templates or filters of its own that reach outside. */
function engine(): Liquid {
  if (shared) return shared;
  const liquid = new Liquid({
    ownPropertyOnly: true,
    relativeReference: false,
    strictFilters: true,
    parseLimit: MAX_LENGTH,
    renderLimit: MAX_MS,
    memoryLimit: MAX_MEMORY,
    outputEscape: sealed,
    fs: {
      exists: async () => false,
      existsSync: () => false,
      readFile: async () => NO_FILES(),
      readFileSync: NO_FILES,
      resolve: NO_FILES,
      contains: async () => false,
      containsSync: () => false,
    },
  });
  for (const name of Object.keys(liquid.tags)) if (!TAGS.includes(name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters)) delete liquid.filters[name];
  for (const [name, filter] of Object.entries(FILTERS)) liquid.registerFilter(name, filter);
  shared = liquid;
  return liquid;
}

export type LiquidProblem = { code: "template.syntax" | "template.too_heavy"; message: string; line?: number };
export type Rendered = { text: string } | { problem: LiquidProblem };

/** A text with its fields filled in; the values are sealed against being read as markup. */
export function renderLiquid(
  text: string,
  scope: object,
  settings: { language: "fa" | "en"; timeZone: string },
): Rendered {
  try {
    const liquid = engine();
    const rendered = String(liquid.parseAndRenderSync(text, scope, { globals: settings }));
    if (rendered.length > MAX_OUTPUT)
      return { problem: { code: "template.too_heavy", message: "It becomes too long." } };
    return { text: rendered };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): LiquidProblem {
  const text = error instanceof Error ? error.message : String(error);
  const isHeavy = /limit exceeded|call stack|Invalid (string|array) length/i.test(text);
  if (isHeavy) return { code: "template.too_heavy", message: "It takes too much time or memory to fill in." };
  const line = Number(/line:(\d+)/.exec(text)?.[1]) || undefined;
  const message = text.replace(/, (file|line):.*$/s, "").slice(0, 300);
  return { code: "template.syntax", message, ...(line !== undefined && { line }) };
}

/** The fields a text asks for, such as `customer.givenName`; those it makes itself are left out. Null when it cannot be read. */
export function fieldsAsked(text: string): string[][] | null {
  try {
    const liquid = engine();
    const parsed: Parsed[] = liquid.parse(text);
    return liquid
      .globalVariableSegmentsSync(parsed)
      .map((path) => path.filter((part): part is string => typeof part === "string"));
  } catch {
    return null;
  }
}
