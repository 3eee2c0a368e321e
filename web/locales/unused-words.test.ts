import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { en } from "./en.ts";

const WEB = join(import.meta.dirname, "..");

const sources = readdirSync(WEB, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("locales"))
  .map((name) => readFileSync(join(WEB, name), "utf8"))
  .join("\n");

function keysOf(words: object, prefix = ""): string[] {
  return Object.entries(words).flatMap(([name, word]) =>
    typeof word === "object" ? keysOf(word, `${prefix}${name}.`) : [prefix + name],
  );
}

/** Asked for by its name, or below one that is put together: `errors.codes.${code}`. */
function isUsed(key: string): boolean {
  const parts = key.split(".");
  const parents = parts.map((_, at) => parts.slice(0, at).join(".")).slice(1);
  return sources.includes(`"${key}"`) || parents.some((parent) => sources.includes(`\`${parent}.\${`));
}

test("every word is said somewhere", () => {
  expect(keysOf(en).filter((key) => !isUsed(key))).toEqual([]);
});
