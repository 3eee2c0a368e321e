import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sstPlan } from "../../infra/sst-plan.js";

test("a stage's plan is the company's commands, and asks for a deployment only when a template changed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-plan-"));
  const template = join(folder, "peyvand-acme.template.json");
  writeFileSync(template, "{}");
  writeFileSync(join(folder, "manifest.json"), "1");
  const plan = sstPlan("acme", folder);
  expect(plan).toMatchObject({
    create: "npm run deploy -- acme --require-approval never",
    delete: "npm run destroy -- acme --force",
  });
  writeFileSync(join(folder, "manifest.json"), "2");
  expect(sstPlan("acme", folder)).toEqual(plan);
  writeFileSync(template, '{"Resources":{}}');
  expect(sstPlan("acme", folder).trigger).not.toBe(plan.trigger);
});

test("the adapter imports nothing at its top and leaves the CDK to a child process", () => {
  const text = readFileSync(join(import.meta.dirname, "../../sst.config.ts"), "utf8");
  expect(text).not.toMatch(/^import /m);
  expect(text).not.toContain("aws-cdk");
  expect(text).toContain('execFileSync(node, ["bin/infra.js", "plan", $app.stage]');
});
