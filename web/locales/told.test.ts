import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { VERBS } from "#core/platform/verbs.ts";
import { told as en } from "./en/told.ts";
import { told as fa } from "./fa/told.ts";

const SERVER = join(import.meta.dirname, "../../packages/server");

describe.each([
  { language: "Persian", told: fa, who: "سارا", what: " «تماس»", letters: /[a-z]{4,}/ },
  { language: "English", told: en, who: "Sara", what: " “Call”", letters: /[\u0600-\u06ff]/ },
])("in $language", ({ told, who, what, letters }) => {
  test("every verb has a sentence of its own, and no sentence is without its verb", () => {
    expect(Object.keys(told).sort()).toEqual([...VERBS].sort());
    expect(new Set(Object.values(told).map((say) => say(who, what))).size).toBe(VERBS.length);
  });

  test("a sentence reads well with the record's name and without it", () => {
    for (const say of Object.values(told)) {
      for (const sentence of [say(who, what), say(who, "")]) {
        expect(sentence).not.toMatch(/ {2}|undefined|^ | $| [:،,.]/);
        expect(sentence.replace("API", "")).not.toMatch(letters);
      }
    }
  });
});

test("each verb is committed somewhere", () => {
  const code = readdirSync(SERVER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(SERVER, name), "utf8"))
    .join("\n");
  // Of a job and a message their state is the verb.
  const isMade = (verb: string) => code.includes(`"${verb}"`) || /^(job|message)\./.test(verb);
  expect(VERBS.filter((verb) => !isMade(verb))).toEqual([]);
});
