import { expect, test } from "vitest";
import { contentShape } from "../engagement/messages/index.ts";
import { newTemplateShape } from "../engagement/templates/index.ts";
import { decideSegment, type Segment } from "../marketing/segments/index.ts";
import { decideCreate, NO_STATS } from "../people/customers/index.ts";
import { customerFields, viewOfCustomer } from "../people/customers/view.ts";
import { matches } from "../platform/rules/matches.ts";
import { sampleCompany } from "./index.ts";

const TODAY = "2026-11-22";
const NOW = `${TODAY}T08:00:00.000Z`;

test.each(["fa", "en"] as const)(
  "the agency's segments, templates and messages are whole and believable, in %s",
  (locale) => {
    const company = sampleCompany({ locale, today: TODAY });
    const { outreach, customers, staff } = company;
    expect(sampleCompany({ locale, today: TODAY }).outreach).toEqual(outreach);
    const fields = customerFields([]);
    const profiles = customers.map(({ input, createdAt }, at) =>
      decideCreate(input, { now: createdAt, region: "IR", id: `cus_${String(at).padStart(26, "0")}` }),
    );
    const made: Segment[] = [];
    for (const [at, segment] of outreach.segments.entries()) {
      const by = { kind: "system" as const, id: "peyvand", name: "Peyvand" };
      made.push(decideSegment(segment, { now: NOW, fields, all: made, id: `seg_${String(at).padStart(26, "0")}`, by }));
      const { rule } = segment;
      if (!rule) continue;
      const context = { now: NOW, timeZone: "Asia/Tehran", fields };
      const members = profiles.filter(
        (profile) => matches(rule, viewOfCustomer({ ...profile, stats: NO_STATS } as never), context).match,
      );
      expect([segment.name, members.length > 3, members.length < 100]).toEqual([segment.name, true, true]);
    }
    expect(outreach.segments[outreach.chosen.segment]?.kind).toBe("static");
    expect(new Set(outreach.chosen.customers).size).toBe(12);
    for (const template of outreach.templates) expect(newTemplateShape.parse(template)).toEqual(template);
    expect(outreach.messages).toHaveLength(10);
    for (const { customer, content, to, createdAt, byUser, channel } of outreach.messages) {
      const { phones, emails, consents } = profiles[customer]!;
      expect(channel === "email" ? emails.map(({ address }) => address) : phones.map(({ number }) => number)).toContain(
        to,
      );
      if (channel === "email") expect(consents.email.state).toBe("granted");
      expect(contentShape.parse(content).text).not.toMatch(/[{}[\]]|undefined/);
      expect(staff[byUser]).toBeDefined();
      expect(createdAt > customers[customer]!.createdAt && createdAt < NOW).toBe(true);
    }
  },
);
