import { expect, test } from "vitest";
import { companiesIn, companyOf, readCompanies } from "../../infra/companies.ts";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000";
const read = (...companies: object[]) => readCompanies(JSON.stringify({ companies }));
const acme = { id: "acme", region: "eu-central-1" };

test("the file that comes with Peyvand is in order", () => {
  expect(companiesIn("infra/customers.json")).toMatchObject([{ id: "acme", profile: "lean", locale: "fa" }]);
});

test("what is left out is lean, Persian and kept for thirty days", () => {
  expect(read(acme)).toEqual([
    { id: "acme", region: "eu-central-1", locale: "fa", zone: "Asia/Tehran", profile: "lean", retention: 30 },
  ]);
});

test.for<[string, object[], string]>([
  ["a repeated id", [acme, acme], "Company 2 (acme): id is repeated: acme"],
  ["an id with a path in it", [{ ...acme, id: "../acme" }], "id is 3 to 24 small letters"],
  ["an id in capitals", [{ ...acme, id: "Acme" }], "id is 3 to 24 small letters"],
  ["an id that is a command's word", [{ ...acme, id: "all" }], "id is a word with a meaning of its own"],
  ["an id with two hyphens", [{ ...acme, id: "ac--me" }], "id has two hyphens in a row"],
  ["an unknown region", [{ ...acme, region: "mars-north-1" }], "region is not a region that has every service"],
  ["a zone that is none", [{ ...acme, zone: "Asia/Atlantis" }], "zone is not a time zone"],
  ["a domain with a scheme", [{ ...acme, domain: "https://a.ir", certificate: CERTIFICATE }], "domain is not a domain"],
  ["a domain without its certificate", [{ ...acme, domain: "crm.a.ir" }], "certificate of crm.a.ir is missing"],
  [
    "a certificate of another region",
    [{ ...acme, domain: "crm.a.ir", certificate: CERTIFICATE.replace("us-east-1", "eu-west-1") }],
    "certificate is not the ARN of a certificate in us-east-1",
  ],
  [
    "a domain twice",
    [
      { ...acme, domain: "crm.a.ir", certificate: CERTIFICATE },
      { ...acme, id: "other", domain: "crm.a.ir", certificate: CERTIFICATE },
    ],
    "Company 2 (other): domain belongs to acme, which has crm.a.ir",
  ],
  [
    "a name below another's domain, wherever it stands in the file",
    [
      { ...acme, domain: "crm.a.ir", certificate: CERTIFICATE },
      { ...acme, id: "other", domain: "a.ir", certificate: CERTIFICATE },
    ],
    "Company 1 (acme): domain belongs to other, which has a.ir",
  ],
  ["a field nobody knows", [{ ...acme, alarm: true }], "alarm"],
  ["a retention that logs do not know", [{ ...acme, retention: 31 }], "retention"],
  ["no company at all", [], "companies"],
])("%s is refused, with its place", ([, companies, message]) => {
  expect(() => read(...companies)).toThrow(message);
});

test("every fault is told at once", () => {
  const file = [{ id: "A", region: "x" }, acme];
  expect(() => read(...file)).toThrow(/Company 1 \(A\): id .*\n {2}Company 1 \(A\): region/);
});

test("what is no JSON, and a company nobody knows, are refused in words", () => {
  expect(() => readCompanies("{")).toThrow("The companies file is not JSON");
  expect(() => companyOf(read(acme), "acne")).toThrow("There is no company acne. Known: acme.");
});
