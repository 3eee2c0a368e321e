import { expect, test } from "vitest";
import { JOB_KINDS } from "#server/app.ts";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";

test("every kind of job has a name in both languages, and is what its name says", async () => {
  for (const [kind, load] of Object.entries(JOB_KINDS)) {
    for (const words of [en.jobs.kinds, fa.jobs.kinds]) expect(words, kind).toHaveProperty([kind]);
    expect(typeof (await load()).run).toBe("function");
  }
});
