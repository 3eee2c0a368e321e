import { type Day, dayIn, partsOf } from "./calendar.ts";
import type { Child, Member, Path } from "./member.ts";
import type { Gender, Generation } from "./names.ts";
import type { Channel } from "./phrasebook.ts";
import type { Random } from "./random.ts";
import type { City, Human, SourceKey, World } from "./world.ts";

export type Casting = {
  world: World;
  random: Random;
  today: Day;
  members: Member[];
  /** A person nobody else in the sample is called. */
  human(gender: Gender, generation: Generation, family?: string): Human;
  add(member: Partial<Member> & Pick<Member, "path" | "name" | "slug">): Member;
  /** A birthday at about that age, or the wedding that long ago. */
  yearsAgo(years: number): Day;
};

const CHANNEL_WEIGHTS: [Channel, number][] = [
  ["call", 34],
  ["chat", 30],
  ["sms", 14],
  ["email", 16],
  ["social", 6],
];
const SOURCE_WEIGHTS: [SourceKey, number][] = [
  ["instagram", 30],
  ["website", 22],
  ["phone", 18],
  ["walkIn", 16],
  ["fair", 14],
];

export function openCasting(world: World, random: Random, today: Day): Casting {
  const members: Member[] = [];
  const names = new Set<string>();
  const slugs = new Map<string, number>();
  const families = random.shuffle(world.names.family);
  let called = 0;
  const serials = random.shuffle(Array.from({ length: 400 }, (_, at) => 101 + at * 2));
  const thisYear = partsOf(world.calendar, today).year;

  const yearsAgo = (years: number): Day =>
    dayIn(world.calendar, thisYear - years, random.int(1, 12), random.int(1, world.calendar === "persian" ? 29 : 28));

  function human(gender: Gender, generation: Generation, family?: string): Human {
    for (;;) {
      const given = random.pick(world.names.given[gender][generation]);
      const own = world.names.family.find((it) => it.text === family) ?? families[called++ % families.length]!;
      if (names.has(`${given.text} ${own.text}`)) continue;
      names.add(`${given.text} ${own.text}`);
      return { gender, generation, given: given.text, family: own.text, slug: `${given.slug}.${own.slug}` };
    }
  }

  function add(given: Parameters<Casting["add"]>[0]): Member {
    const taken = slugs.get(given.slug) ?? 0;
    slugs.set(given.slug, taken + 1);
    const city: City = given.city ?? random.weighted(world.cities, (it) => it.weight);
    const serial = serials[members.length] ?? 0;
    const consent = (granted: number, denied: number) =>
      random.weighted(["granted", "denied", "unknown"] as const, (it) =>
        it === "granted" ? granted : it === "denied" ? denied : 100 - granted - denied,
      );
    const member: Member = {
      index: members.length,
      city,
      street: random.pick(city.streets),
      phone: given.human
        ? { number: world.mobile(random.pick(city.mobile), serial), label: world.words.mobile }
        : { number: world.landline(serial), label: world.words.office },
      owner: random.weighted([0, 1, 2, 3, 4], (it) => [1, 6, 6, 3, 1][it] ?? 1),
      preferred: random.weighted(CHANNEL_WEIGHTS, (it) => it[1])[0],
      source: random.weighted(SOURCE_WEIGHTS, (it) => it[1])[0],
      trait: random.pick(world.traits),
      party: [],
      children: [],
      consents: { email: consent(56, 8), sms: consent(80, 5), call: consent(64, 7) },
      relations: [],
      ...given,
      slug: taken === 0 ? given.slug : `${given.slug}${taken + 1}`,
    };
    members.push(member);
    return member;
  }

  return { world, random, today, members, human, add, yearsAgo };
}

/** A person on their own. */
export function addPerson(casting: Casting, path: Path, more: Partial<Member> = {}, age?: Generation): Member {
  const { random } = casting;
  const any = random.weighted(["elder", "middle", "young"] as const, (it) =>
    it === "middle" ? 5 : it === "young" ? 3 : 2,
  );
  const generation = age ?? any;
  const human = casting.human(random.chance(0.54) ? "she" : "he", generation);
  return casting.add({
    path,
    human,
    name: `${human.given} ${human.family}`,
    slug: human.slug,
    ...(random.chance(path === "prospect" ? 0.25 : 0.8) ? { bornOn: casting.yearsAgo(ageOf(generation, random)) } : {}),
    ...more,
  });
}

/** A couple, sometimes with small children; the one who books is the first. */
export function addCouple(casting: Casting, path: Path, generation: Generation, age: number): Member {
  const { world, random } = casting;
  const leadGender: Gender = random.chance(0.5) ? "she" : "he";
  const human = casting.human(leadGender, generation);
  const partner = casting.human(
    leadGender === "she" ? "he" : "she",
    generation,
    world.sharedSurname ? human.family : undefined,
  );
  const wedYears = generation === "young" ? random.int(1, 3) : age - random.int(24, 29);
  const children = age < 46 && random.chance(0.8) ? childrenOf(casting, Math.min(wedYears - 1, 13)) : [];
  const lead = casting.add({
    path,
    human,
    name: `${human.given} ${human.family}`,
    slug: human.slug,
    bornOn: casting.yearsAgo(age),
    ...(random.chance(0.85) ? { wedOn: casting.yearsAgo(wedYears) } : {}),
    children,
    ...(children.length > 0 && random.chance(0.4) ? { trait: world.childTrait } : {}),
  });
  const spouse = casting.add({
    path: "companion",
    human: partner,
    name: `${partner.given} ${partner.family}`,
    slug: partner.slug,
    ...(random.chance(0.8) ? { bornOn: casting.yearsAgo(age + random.int(-4, 3)) } : {}),
    wedOn: lead.wedOn,
    city: lead.city,
    street: lead.street,
    owner: lead.owner,
    source: lead.source,
    lead,
    children,
  });
  if (random.chance(0.12)) spouse.phone = { number: lead.phone.number, label: world.words.shared };
  lead.spouse = spouse;
  spouse.spouse = lead;
  lead.party.push(spouse);
  lead.relations.push({ kind: "family", other: spouse.index, note: world.words.kin.spouses });
  return lead;
}

/** A mother or father of the one who books; some have no mobile of their own. */
export function addParent(casting: Casting, lead: Member, age: number): void {
  const { world, random } = casting;
  const gender: Gender = random.chance(0.65) ? "she" : "he";
  const keepsName = gender === "he" || world.sharedSurname;
  const human = casting.human(gender, "elder", keepsName ? lead.human?.family : undefined);
  const parent = casting.add({
    path: "companion",
    human,
    name: `${human.given} ${human.family}`,
    slug: human.slug,
    bornOn: casting.yearsAgo(age),
    owner: lead.owner,
    preferred: "call",
    source: lead.source,
    lead,
    ...(random.chance(0.6) ? { city: lead.city } : {}),
  });
  if (random.chance(0.45)) parent.phone = { number: lead.phone.number, label: world.words.shared };
  const { kin } = world.words;
  const son = lead.human?.gender === "he";
  const note = gender === "she" ? (son ? kin.motherSon : kin.motherDaughter) : son ? kin.fatherSon : kin.fatherDaughter;
  parent.relations.push({ kind: "family", other: lead.index, note });
  lead.party.push(parent);
}

/** A grown daughter or son with an own record, and own plans now and then. */
export function addGrownChild(casting: Casting, lead: Member, age: number): void {
  const { world, random } = casting;
  const gender: Gender = random.chance(0.5) ? "she" : "he";
  const father = lead.human?.gender === "he" ? lead : lead.spouse;
  const human = casting.human(gender, "young", father?.human?.family);
  const child = casting.add({
    path: "companion",
    human,
    name: `${human.given} ${human.family}`,
    slug: human.slug,
    bornOn: casting.yearsAgo(age),
    city: lead.city,
    street: lead.street,
    owner: lead.owner,
    preferred: "chat",
    source: lead.source,
    lead,
  });
  const { kin } = world.words;
  for (const parent of [lead, lead.spouse]) {
    if (!parent) continue;
    const mother = parent.human?.gender === "she";
    const note =
      gender === "he" ? (mother ? kin.motherSon : kin.fatherSon) : mother ? kin.motherDaughter : kin.fatherDaughter;
    child.relations.push({ kind: "family", other: parent.index, note });
  }
  lead.party.push(child);
}

export function ageOf(generation: Generation, random: Random): number {
  if (generation === "elder") return random.int(59, 74);
  return generation === "young" ? random.int(22, 31) : random.int(36, 51);
}

function childrenOf({ world, random, today }: Casting, oldest: number): Child[] {
  if (oldest < 5) return [];
  const thisYear = partsOf(world.calendar, today).year;
  const first = random.int(5, oldest);
  const ages = first > 7 && random.chance(0.5) ? [random.int(5, first - 2), first] : [first];
  const genders = random.shuffle<Gender>(["she", "he"]);
  return ages.map((age, at) => {
    const gender = genders[at] ?? "she";
    return { name: random.pick(world.names.children[gender]), gender, born: thisYear - age };
  });
}
