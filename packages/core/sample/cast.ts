import type { Day } from "./calendar.ts";
import type { Member, Path } from "./member.ts";
import { addCouple, addGrownChild, addParent, addPerson, ageOf, type Casting, openCasting } from "./people.ts";
import type { Random } from "./random.ts";
import type { Firm, TradeRole, World } from "./world.ts";

const COUPLES: readonly (readonly [Path, number])[] = [
  ["loyal", 10],
  ["regular", 8],
  ["newcomer", 3],
  ["lost", 3],
  ["wonBack", 1],
  ["resolved", 1],
  ["aggrieved", 1],
  ["ended", 1],
];
const SINGLES: readonly (readonly [Path, number])[] = [
  ["loyal", 4],
  ["regular", 13],
  ["newcomer", 5],
  ["lost", 5],
  ["wonBack", 2],
  ["resolved", 2],
  ["aggrieved", 1],
  ["ended", 1],
];
const EMPLOYEES = [3, 3, 2, 2, 1, 1, 1, 0, 0];
const PROSPECTS = 36;

const times = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Everybody the agency knows: 200 customers, before anything has happened between them. */
export function castOf(world: World, random: Random, today: Day): Member[] {
  const casting = openCasting(world, random, today);
  addHouseholds(casting);
  for (const [path, count] of SINGLES) {
    for (const _ of times(count)) addPerson(casting, path, path === "loyal" ? { habit: habitOf(casting) } : {});
  }
  for (const _ of times(PROSPECTS)) addPerson(casting, "prospect");
  addCompanies(casting);
  addTrade(casting);

  const { members } = casting;
  joinSiblings(casting);
  const texted = members.filter((it) => it.consents.sms === "granted" && it.path === "regular");
  for (const member of texted.filter((_, at) => at % 4 === 1)) member.tiresOfTexts = true;
  for (const member of members.filter((it) => it.path === "loyal")) member.old = random.chance(0.7);
  return members;
}

function habitOf({ world, random }: Casting) {
  const [key] = random.weighted(world.habits, (it) => it[1]);
  return world.seasons.find((season) => season.key === key)!;
}

function addHouseholds(casting: Casting): void {
  const { random } = casting;
  for (const [path, count] of COUPLES) {
    for (const at of times(count)) {
      const together = path === "loyal" || path === "regular";
      const withParent = together && at % 2 === 0;
      const withGrown = together && !withParent;
      const generation = path === "newcomer" ? "young" : !together && at === 2 ? "elder" : "middle";
      const age = withGrown ? random.int(46, 52) : withParent ? random.int(36, 45) : ageOf(generation, random);
      const lead = addCouple(casting, path, generation, age);
      if (path === "loyal") lead.habit = habitOf(casting);
      if (withParent) addParent(casting, lead, age + random.int(22, 28));
      if (withGrown) addGrownChild(casting, lead, random.int(18, age - 29));
    }
  }
}

/** Two booking fathers or mothers are brother and sister of others. */
function joinSiblings({ world, members }: Casting): void {
  const leads = members.filter((it) => it.path === "loyal" || it.path === "regular");
  const wives = leads.filter((it) => it.human?.gender === "she");
  const husbands = leads.filter((it) => it.human?.gender === "he");
  for (const [sister, brother] of [
    [wives[0], husbands[3]],
    [wives[4], husbands[1]],
  ]) {
    if (!sister?.human || !brother?.human || sister === brother) continue;
    sister.relations.push({ kind: "family", other: brother.index, note: world.words.kin.siblings });
  }
}

function addFirm({ world, add }: Casting, firm: Firm, more: Partial<Member> & Pick<Member, "path">): Member {
  const city = world.cities.find((it) => it.name === (firm.city ?? world.cities[0]?.name));
  return add({ firm, name: firm.name, slug: firm.slug, ...(city ? { city } : {}), preferred: "email", ...more });
}

function addCompanies(casting: Casting): void {
  const { world, random } = casting;
  const consents = { email: "granted", sms: "unknown", call: "granted" } as const;
  const booking = casting.members.filter((it) => it.path === "regular" || it.path === "loyal");
  for (const [at, firm] of world.companies.entries()) {
    const prospect = at >= EMPLOYEES.length;
    const source = (["phone", "referral", "website", "walkIn"] as const)[at % 4] ?? "phone";
    const company = addFirm(casting, firm, {
      path: prospect ? "prospect" : "company",
      rank: at,
      ...(prospect ? {} : { foundedOn: casting.yearsAgo(6 + ((at * 7) % 31)) }),
      consents,
      source: source === "referral" ? "phone" : source,
      owner: 1,
    });
    if (prospect) continue;
    const colleague = { employer: company, city: company.city, owner: company.owner };
    const title = world.jobs.contact[at % world.jobs.contact.length]!;
    const contact = addPerson(casting, "contact", { ...colleague, job: title, source: "phone" });
    contact.relations.push({ kind: "worksAt", other: company.index, note: title });
    for (const _ of times(EMPLOYEES[at] ?? 0)) {
      const job = random.pick(world.jobs.employee);
      const employee = addPerson(casting, "employee", { ...colleague, job, source: "phone" });
      employee.relations.push({ kind: "worksAt", other: company.index, note: job });
    }
    const traveller = at < 4 ? booking[at * 5 + 2] : undefined;
    traveller?.relations.push({ kind: "worksAt", other: company.index });
  }
}

function addTrade(casting: Casting): void {
  const { world, random, members } = casting;
  const consents = { email: "granted", sms: "granted", call: "granted" } as const;
  const of = (role: TradeRole) => members.filter((it) => it.trade === role);
  for (const [role, firms] of Object.entries(world.trade) as [Exclude<TradeRole, "guide">, readonly Firm[]][]) {
    for (const firm of firms) {
      const silent = role === "rival" ? ({ email: "unknown", sms: "unknown", call: "unknown" } as const) : consents;
      addFirm(casting, firm, {
        path: "trade",
        trade: role,
        source: "trade",
        consents: silent,
        owner: random.int(1, 2),
      });
    }
  }
  for (const _ of times(4)) {
    const more = { trade: "guide", source: "trade", consents, job: world.jobs.guide, preferred: "chat" } as const;
    addPerson(casting, "trade", { ...more, owner: 2 }, "middle");
  }
  const tie = (
    one: Member | undefined,
    kind: "agentOf" | "partnerOf" | "contactOf" | "distributorOf",
    other: Member | undefined,
  ) => {
    if (one && other) one.relations.push({ kind, other: other.index });
  };
  for (const operator of of("operator")) {
    const hotel = of("hotel").find((it) => it.firm?.places.some((place) => operator.firm?.places.includes(place)));
    tie(operator, "agentOf", hotel);
  }
  tie(of("visa")[0], "partnerOf", of("insurer")[0]);
  tie(of("distributor")[0], "distributorOf", of("airline")[0]);
  for (const [at, guide] of of("guide").entries()) tie(guide, "contactOf", of("operator")[at]);
  const [rival, other] = of("rival");
  if (rival && other) rival.relations.push({ kind: "competitorOf", other: other.index });
}
