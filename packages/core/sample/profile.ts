import type { NewCustomer } from "../people/customers/index.ts";
import { type Day, isoOf } from "./calendar.ts";
import type { Member, StageAndRelation, Trip } from "./member.ts";
import type { Random } from "./random.ts";
import type { SourceKey, TagKey, TradeRole, World } from "./world.ts";

/** What became of a member, as far as the profile shows it. */
export type Outcome = {
  booked: readonly Trip[];
  referred: number;
  createdAt: string;
  writesEmail: boolean;
  stage: StageAndRelation;
};

const RELATION_OF: Record<TradeRole, StageAndRelation["relation"]> = {
  hotel: "supplier",
  airline: "supplier",
  visa: "supplier",
  operator: "supplier",
  guide: "supplier",
  insurer: "supplier",
  coach: "supplier",
  agent: "agent",
  distributor: "distributor",
  partner: "partner",
  rival: "competitor",
};

/** Where the relationship stands, told from the journeys made and booked. */
export function stageOf(
  member: Member,
  booked: readonly Trip[],
  today: Day,
  lead?: StageAndRelation,
): StageAndRelation {
  if (member.trade) {
    const stage = member.trade === "rival" ? "targeted" : member.trade === "partner" ? "developing" : "loyal";
    return { relation: RELATION_OF[member.trade], lifecycleStage: stage };
  }
  if (lead) return lead;
  if (member.path === "company") {
    return { relation: "customer", lifecycleStage: (member.rank ?? 0) < 5 ? "loyal" : "developing" };
  }
  const last = booked.at(-1);
  if (!last) {
    const known = member.path === "contact" || member.path === "employee";
    if (known) return { relation: "customer", lifecycleStage: "developing" };
    return { relation: "prospect", lifecycleStage: isCold(member) ? "targeted" : "enquiring" };
  }
  const silent = today - last.leaves - last.nights;
  if (member.path === "ended") return { relation: "former", lifecycleStage: "ended" };
  if (member.path === "aggrieved") return { relation: "customer", lifecycleStage: "atRisk" };
  if (member.path === "wonBack" && booked.length > 1) return { relation: "customer", lifecycleStage: "wonBack" };
  if (member.path === "lost" || member.path === "wonBack") return { relation: "former", lifecycleStage: "lost" };
  if (member.employer) return { relation: "customer", lifecycleStage: "developing" };
  if (silent > 480) return { relation: "customer", lifecycleStage: "atRisk" };
  if (booked.length >= 4 || (member.path === "loyal" && booked.length >= 3)) {
    return { relation: "customer", lifecycleStage: "loyal" };
  }
  const fresh = booked.length === 1 && silent < 75;
  return { relation: "customer", lifecycleStage: fresh ? "welcoming" : "developing" };
}

/** Met at the fair, written to, never answered. */
export const isCold = (member: Member): boolean =>
  member.path === "prospect" && member.source === "fair" && !member.firm && member.index % 3 > 0;

export const isVip = (member: Member): boolean => member.path === "loyal" && member.index % 2 === 0;

/** The customer as somebody would have typed it in. */
export function profileOf(world: World, member: Member, outcome: Outcome, random: Random): NewCustomer {
  const { human, firm } = member;
  const { words } = world;
  const notes = notesOf(world, member, random);
  const occasion = (name: string, on: Day | undefined) =>
    on === undefined ? [] : [{ name, on: isoOf(on), calendar: world.calendar }];
  const occasions = [...occasion(words.wedding, member.wedOn), ...occasion(words.founded, member.foundedOn)];
  const emails = emailsOf(member, outcome.writesEmail, random);
  const foreign = world.locale === "fa" && firm?.language === "en";
  return {
    kind: human ? "person" : "organisation",
    name: member.name,
    ...(human ? { givenName: human.given, familyName: human.family } : {}),
    ...outcome.stage,
    ...(outcome.booked.length > 0 || firm ? { code: `${world.codePrefix}-${1001 + member.index}` } : {}),
    phones: phonesOf(world, member),
    emails,
    addresses: addressesOf(world, member, foreign, random),
    ...(member.bornOn === undefined ? {} : { birthOn: isoOf(member.bornOn) }),
    occasions,
    source: words.source[member.source],
    tags: tagsOf(world, member, outcome),
    preferredChannel: member.preferred === "email" && emails.length === 0 ? "call" : member.preferred,
    language: foreign ? "en" : world.locale,
    ...(foreign ? { timeZone: "Europe/Istanbul" } : {}),
    consents: consentsOf(world, member, outcome.createdAt),
    ...(notes ? { notes } : {}),
  };
}

function phonesOf(world: World, member: Member): NewCustomer["phones"] {
  const own = { number: member.phone.number, label: member.phone.label };
  const house = member.lead ?? member;
  const landline = house.spouse !== undefined && house.city === world.cities[0] && house.index % 3 === 0;
  const atHome = landline && (member === house || member === house.spouse);
  return atHome ? [own, { number: world.landline(900 - house.index), label: world.words.home }] : [own];
}

function emailsOf({ human, slug, consents }: Member, writesEmail: boolean, random: Random): { address: string }[] {
  if (!human) {
    const info = { address: `info@${slug}.example.com` };
    return random.chance(0.4) ? [info, { address: `sales@${slug}.example.com` }] : [info];
  }
  const needed = writesEmail || consents.email === "granted";
  return needed || random.chance(0.3) ? [{ address: `${slug}@example.com` }] : [];
}

function addressesOf(world: World, member: Member, foreign: boolean, random: Random): NewCustomer["addresses"] {
  const house = member.lead && member.city === member.lead.city ? member.lead : member;
  const full = random.chance(member.firm ? 0.8 : 0.5);
  if (foreign || (!full && random.chance(0.15))) return [];
  const { name: city, region } = member.city;
  const street = full ? { street: world.address(house.street, 3 + (house.index % 58)) } : {};
  const label = member.firm ? world.words.office : world.words.home;
  return [{ label, country: world.country, region, city, ...street }];
}

function consentsOf(world: World, member: Member, createdAt: string): NewCustomer["consents"] {
  const { consent } = world.words;
  const asked: Partial<Record<SourceKey, string>> = { website: consent.web, phone: consent.call, fair: consent.fair };
  const given = { at: createdAt, source: asked[member.source] ?? consent.form };
  const of = (state: "granted" | "denied" | "unknown") => (state === "unknown" ? { state } : { state, ...given });
  const { email, sms, call } = member.consents;
  if (member.tiredAt === undefined) return { email: of(email), sms: of(sms), call: of(call) };
  const withdrawn = { state: "denied" as const, at: member.tiredAt, source: consent.withdrawn };
  return { email: of(email), sms: withdrawn, call: of(call) };
}

function notesOf(world: World, member: Member, random: Random): string | undefined {
  const { note } = world.words;
  if (member.trade === "rival") return note.rival;
  if (member.trade === "agent") return note.agent;
  if (member.trade === "guide") return `${member.job}. ${random.pick(world.jobs.guideNotes)}`;
  if (member.trade) return random.chance(0.4) ? note.supplier : undefined;
  if (member.job) return [member.job, member.employer?.name].join(world.locale === "fa" ? "، " : ", ");
  const wish = member.trait.wish;
  return !member.lead && member.human && random.chance(0.6) ? `${wish[0]?.toUpperCase()}${wish.slice(1)}.` : undefined;
}

function tagsOf(world: World, member: Member, { booked, referred, stage }: Outcome): string[] {
  const keys = new Set<TagKey>();
  const count = (fact: string) => booked.filter((trip) => trip.place.about.includes(fact)).length;
  if (member.trade) keys.add(member.trade);
  if (
    ["company", "contact", "employee"].includes(member.path) ||
    ((member.firm === undefined) === false && !member.trade)
  )
    keys.add("corporate");
  const habit = (member.lead ?? member).habit;
  if (habit?.key === world.habits[0]?.[0]) keys.add("habit");
  if (member.children.length > 0) keys.add("family");
  else if (member.spouse) keys.add("couple");
  if (count("pilgrimage") > 0) keys.add("pilgrim");
  if (count("abroad") > 0) keys.add("abroad");
  if (count("sea") > 1) keys.add("sea");
  if (count("culture") > 1) keys.add("culture");
  if (isVip(member)) keys.add("vip");
  if (referred > 1) keys.add("advocate");
  if (!member.lead && booked.some((trip) => trip.trouble)) keys.add("complaint");
  if (!member.lead && booked.some((trip) => trip.instalments)) keys.add("instalments");
  if (stage.lifecycleStage === "welcoming") keys.add("new");
  return [...keys].map((key) => world.words.tag[key]);
}
