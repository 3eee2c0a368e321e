import * as z from "zod";

/** Where SES receives mail, not only sends it (docs.aws.amazon.com/general/latest/gr/ses.html, «Email receiving endpoints», seen 2026-11). */
export const RECEIVING_REGIONS: readonly string[] = [
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];

/** SES takes so many rules in the one active rule set of a region. */
export const MOST_RECEIVING = 200;

const RECIPIENT = /^(?=.{4,254}$)([a-z0-9._%+-]{1,64}@)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Addresses and whole domains (without those below them) whose mail is a company's. */
export const inboundShape = z
  .array(
    z.string().regex(RECIPIENT, "is neither an address such as crm@example.com nor a domain such as in.example.com"),
  )
  .min(1)
  .max(20);

type Receiving = { id: string; region: string; domain?: string | undefined; inbound?: readonly string[] | undefined };

/** What is wrong with the addresses of these companies: `say(which, what)` for each. */
export function checkInbound(companies: readonly Receiving[], say: (at: number, message: string) => void): void {
  const owners = new Map<string, Receiving>();
  const rules = new Map<string, number>();
  for (const [at, company] of companies.entries()) {
    if (!company.inbound) continue;
    if (!RECEIVING_REGIONS.includes(company.region))
      say(at, `is not possible: SES receives no mail in ${company.region}. Bring it with «peyvand receive» instead`);
    const count = (rules.get(company.region) ?? 0) + 1;
    rules.set(company.region, count);
    if (count === MOST_RECEIVING + 1) say(at, `is one too many: SES takes ${MOST_RECEIVING} companies in a region`);
    for (const recipient of company.inbound) {
      const domain = domainOf(recipient);
      const owner =
        owners.get(recipient) ??
        companies.find((other) => other !== company && other.domain && isBelow(domain, other.domain));
      if (owner) say(at, owner === company ? `names ${recipient} twice` : `${recipient} belongs to ${owner.id}`);
      else owners.set(recipient, company);
    }
  }
  // A whole domain is everybody's in it, wherever in the file that is said.
  for (const [at, company] of companies.entries())
    for (const recipient of company.inbound ?? []) {
      const owner = recipient.includes("@") ? owners.get(domainOf(recipient)) : undefined;
      if (owner && owner !== company)
        say(at, `${recipient} belongs to ${owner.id}, which receives all of ${domainOf(recipient)}`);
    }
}

const domainOf = (recipient: string) => recipient.slice(recipient.indexOf("@") + 1);
const isBelow = (domain: string, other: string) => domain === other || domain.endsWith(`.${other}`);
