import { readFileSync } from "node:fs";
import * as z from "zod";
import { checkInbound, inboundShape } from "./inbound/addresses.ts";

/** Where every service that the stack uses is: SES with its events, EventBridge Scheduler, HTTP APIs, arm64 functions. */
export const REGIONS = [
  "af-south-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-south-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
] as const;

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const companyShape = z.strictObject({
  /** In the names of everything the company has. It never changes: the table would be another one. */
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/, "is 3 to 24 small letters, digits and hyphens, and begins with a letter")
    .refine((id) => !id.includes("--"), "has two hyphens in a row")
    .refine((id) => !["inbound", "peyvand", "all"].includes(id), "is a word with a meaning of its own"),
  region: z.enum(REGIONS, "is not a region that has every service the stack uses"),
  /** The address of dashboard and API, and the domain mail is sent from; CloudFront's own address without one. */
  domain: z.string().regex(DOMAIN, "is not a domain such as crm.example.com").optional(),
  /** ARN of the domain's certificate; CloudFront takes only those of us-east-1. */
  certificate: z
    .string()
    .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/, "is not the ARN of a certificate in us-east-1")
    .optional(),
  locale: z.enum(["fa", "en"]).default("fa"),
  zone: z.string().refine(isZone, "is not a time zone such as Asia/Tehran").default("Asia/Tehran"),
  /** `guarded` costs some tens of dollars a month more: firewall, own key, dashboard, logs of every request. */
  profile: z.enum(["lean", "guarded"]).default("lean"),
  /** Days for which logs are kept, and older versions of files. */
  retention: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 180, 365]).default(30),
  /** Addresses and domains whose mail comes to the timelines; docs/operating.md, «Incoming mail». */
  inbound: inboundShape.optional(),
  /** Where alarms are mailed to. */
  operator: z.email().optional(),
});

export type Company = z.output<typeof companyShape>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
}

const companiesShape = z
  .strictObject({ $comment: z.string().optional(), companies: z.array(companyShape).min(1).max(500) })
  .superRefine(({ companies }, check) => {
    const say = (at: number, field: string, message: string) =>
      check.addIssue({ code: "custom", path: ["companies", at, field], message });
    for (const [at, { id, domain, certificate }] of companies.entries()) {
      const before = companies.slice(0, at);
      if (before.some((other) => other.id === id)) say(at, "id", `is repeated: ${id}`);
      const owner = companies.find((other, place) => place !== at && other.domain && owns(other.domain, domain));
      if (owner && (owner.domain !== domain || before.includes(owner)))
        say(at, "domain", `belongs to ${owner.id}, which has ${owner.domain}`);
      if (domain && !certificate) say(at, "certificate", `of ${domain} is missing (see docs/operating.md)`);
      if (certificate && !domain) say(at, "domain", "is missing, though there is a certificate");
    }
    checkInbound(companies, (at, message) => say(at, "inbound", message));
  });

/** A company that has `example.com` has all names below it: mail and cookies of one would be the other's. */
function owns(domain: string, other: string | undefined): boolean {
  return other !== undefined && (other === domain || other.endsWith(`.${domain}`));
}

export class WrongCompanies extends Error {}

/** Reads the companies file; a wrong one is refused with every fault, each with its place. */
export function readCompanies(text: string): Company[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WrongCompanies(`The companies file is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = companiesShape.safeParse(value);
  if (parsed.success) return parsed.data.companies;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${nameOf(value, path)} ${message}`);
  throw new WrongCompanies(`The companies file is refused:\n${faults.join("\n")}`);
}

function nameOf(value: unknown, path: PropertyKey[]): string {
  const [list, at, ...rest] = path;
  if (list !== "companies" || typeof at !== "number") return path.map(String).join(".") || "The file";
  const id = (value as { companies: { id?: unknown }[] }).companies[at]?.id;
  return `Company ${at + 1}${typeof id === "string" ? ` (${id})` : ""}: ${rest.map(String).join(".") || "it"}`;
}

export function companiesIn(file: string): Company[] {
  return readCompanies(readFileSync(file, "utf8"));
}

/** Those that receive mail, by region. */
export function receivingIn(companies: readonly Company[]): Map<string, Company[]> {
  const regions = new Map<string, Company[]>();
  for (const company of companies)
    if (company.inbound) regions.set(company.region, [...(regions.get(company.region) ?? []), company]);
  return regions;
}

/** The one with this id; an unknown one is refused with those there are. */
export function companyOf(companies: readonly Company[], id: string): Company {
  const found = companies.find((company) => company.id === id);
  if (found) return found;
  throw new WrongCompanies(`There is no company ${id}. Known: ${companies.map((company) => company.id).join(", ")}.`);
}
