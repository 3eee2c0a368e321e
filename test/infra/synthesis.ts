import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peyvandApp } from "../../infra/app.ts";
import { type Company, readCompanies } from "../../infra/companies.ts";
import type { Template } from "../../infra/release.ts";

export const DIST = join(import.meta.dirname, "../../dist");

/** One company without anything special, and one that has everything. */
export const LEAN = { id: "lean-co", region: "eu-central-1" };
export const FULL = {
  id: "full-co",
  region: "me-central-1",
  domain: "crm.full.example",
  certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000",
  profile: "guarded",
  locale: "en",
  zone: "Europe/Berlin",
  retention: 90,
  operator: "operator@full.example",
};

export function companiesFrom(entries: readonly object[]): Company[] {
  return readCompanies(JSON.stringify({ companies: entries }));
}

/** Synthesises these companies into a folder of its own. */
export function synthesise(
  entries: readonly object[],
  { receiving = false, account }: { receiving?: boolean; account?: string } = {},
) {
  const out = mkdtempSync(join(tmpdir(), "peyvand-synth-"));
  const companies = companiesFrom(entries);
  const options = {
    companies,
    ...(receiving && { receiving: companies }),
    ...(account && { account }),
    dist: DIST,
    out,
    staged: false,
  };
  const assembly = peyvandApp(options).synth();
  const texts = new Map(
    assembly.stacks.map(({ id, templateFullPath }) => [id, readFileSync(templateFullPath, "utf8")]),
  );
  const template = (id: string) => JSON.parse(texts.get(`peyvand-${id}`) ?? "null") as Template;
  return { out, texts, template };
}
