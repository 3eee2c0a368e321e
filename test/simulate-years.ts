import * as activities from "#core/engagement/activities/index.ts";
import { nextOn, yearlyOf } from "#core/engagement/occasions/index.ts";
import { createCustomer, type NewCustomer } from "#core/people/customers/index.ts";
import { localTime } from "#core/platform/calendar.ts";
import type { Change } from "#core/platform/change.ts";
import { addDays } from "#core/platform/rules/days.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { DUE_HANDLERS, SUBSCRIBERS } from "#server/app.ts";
import { messageOf } from "#server/engagement/messages/index.ts";
import { changeOf } from "#server/platform/change-row.ts";
import { tick } from "#server/platform/due.ts";
import { createFaultyTable, type Fault } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import type { Mailer } from "#server/platform/mailer.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import type { Item, TablePort } from "#server/platform/table.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

const DAY = 86_400_000;
const ZONES = ["Asia/Tehran", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];

export type Simulated = {
  /** What was told twice, on a wrong day, or without saying that it was late. */
  wrong: string[];
  missing: string[];
  told: number;
  late: number;
  crashes: number;
  daysDown: number;
  mails: number;
  mailsTwice: number;
  mailsLost: string[];
};

/**
 * Years of a company of so many customers, with random occasions and work in both calendars and random zones. The
 * server dies at random points of its work, and stands still for days; everything must be told exactly once.
 */
export async function simulateYears(options: { seed: number; customers: number; years: number }): Promise<Simulated> {
  const random = createRandom(options.seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  let [armed, dead] = [false, false];
  const port = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (): Fault | null => {
    if (!armed || random() >= 0.002) return null;
    dead = true;
    return random() < 0.5 ? "crashBefore" : "crashAfter";
  });
  const provider = badProvider(random);
  const open = (startsAt?: string) =>
    createTestWorkspace({
      port,
      subscribers: SUBSCRIBERS,
      mailer: provider.mailer,
      seed: 1 + Math.floor(random() * 1e9),
      ...(startsAt !== undefined && { startsAt }),
    });
  let workspace = await open();
  const { call, clock } = workspace;
  const owner = (
    await call(addUser, {
      body: { name: "Sara", email: "sara@example.com", role: "agent", password: "correct horse battery" },
    })
  ).id;
  const start = localTime(clock.now(), "UTC").on;
  const end = addDays(start, Math.floor(options.years * 365.25));

  /** What must be told, each by the day on which it must be, with the zone whose day it is. */
  const expected = new Map<string, { on: string; zone: string }>();
  for (let at = 0; at < options.customers; at++) {
    const zone = pick(ZONES);
    const randomDay = () => addDays("1960-01-01", Math.floor(random() * 20_000));
    const special = ["2021-03-20", "2024-02-29", "2020-02-29", "2017-03-20", "1999-12-31"];
    const occasions = Array.from({ length: Math.floor(random() * 3) }, (_, n) => ({
      name: `occasion ${n}`,
      on: random() < 0.3 ? pick(special) : randomDay(),
      calendar: pick(["persian", "gregorian"] as const),
    }));
    const body = {
      name: `Customer ${at}`,
      ownerId: owner,
      timeZone: zone,
      language: pick(["fa", "en"] as const),
      occasions,
      ...(random() < 0.7 && { birthOn: randomDay() }),
    } satisfies Partial<NewCustomer>;
    const { customer } = await call(createCustomer, { body });
    const today = localTime(clock.now(), zone);
    const first = today.time < "08:00" ? addDays(today.on, -1) : today.on;
    for (const one of yearlyOf(body, "fa"))
      for (let on = nextOn(one, first); on <= end; on = nextOn(one, on))
        expected.set(`${customer.id} ${on}`, { on, zone });
    if (at % 3 !== 0) continue;
    const dueOn = addDays(start, 1 + Math.floor(random() * (options.years * 365 - 40)));
    const dueTime = pick(["00:30", "02:30", "09:00", "23:45", undefined]);
    const activity = await call(activities.createActivity, {
      body: {
        subject: `Work ${at}`,
        ownerId: owner,
        customerId: customer.id,
        dueOn,
        timeZone: zone,
        remindMinutesBefore: pick([0, 60, 1440]),
        ...(dueTime && { dueTime }),
      },
    });
    expected.set(`${activity.id} ${activity.remindAt}`, { on: localTime(activity.remindAt as string, zone).on, zone });
  }
  await workspace.pump.idle();

  const result: Simulated = {
    wrong: [],
    missing: [],
    told: 0,
    late: 0,
    crashes: 0,
    daysDown: 0,
    mails: 0,
    mailsTwice: 0,
    mailsLost: [],
  };
  const told = new Map<string, Change>();
  let ctx = await workspace.ctx();
  let elapsed = 0;
  const total = Math.floor(options.years * 365.25) + 3;
  while (elapsed < total) {
    // Mostly four ticks a day, sometimes days without any.
    const down = random() < 0.02 ? 1 + Math.floor(random() * 5) : 0;
    result.daysDown += down;
    elapsed += down;
    clock.advanceBy(down * DAY);
    for (let quarter = 0; quarter < 4; quarter++) {
      clock.advanceBy(DAY / 4);
      // The clock of each process is the one there is.
      workspace.clock.advanceBy(Date.parse(clock.now()) - Date.parse(workspace.clock.now()));
      provider.be(random() < 0.1 ? "down" : random() < 0.5 ? "ill" : "well");
      for (let again = true; again; ) {
        armed = true;
        const both = random() < 0.1;
        const outcomes = await Promise.allSettled([
          tick(ctx, DUE_HANDLERS),
          ...(both ? [tick(ctx, DUE_HANDLERS)] : []),
        ]);
        await quiet(workspace);
        armed = false;
        again = outcomes.some(({ status }) => status === "rejected");
        if (dead) {
          dead = false;
          result.crashes += 1;
          port.revive();
          // Another process, which knows nothing of what this one was at.
          const at = clock.now();
          workspace = await open(at);
          ctx = await workspace.ctx();
        }
        // What is due again at once, such as the next of several days that were missed, is done now.
        again ||= outcomes.some((one) => one.status === "fulfilled" && one.value.done > 0);
      }
    }
    elapsed += 1;
  }

  const seen = await changesOf(port);
  for (const change of seen) {
    if (change.verb !== "occasion.came" && change.verb !== "activity.reminded") continue;
    const day = change.fields.on?.after ?? change.fields.remindAt?.after;
    const key = `${change.entityId} ${String(day)}`;
    if (told.has(key)) result.wrong.push(`twice: ${key}`);
    told.set(key, change);
    result.told += 1;
    const due = expected.get(key);
    if (!due) {
      if (String(day) <= end) result.wrong.push(`unasked: ${key}`);
      continue;
    }
    const isLate = change.fields.late?.after === true;
    if (isLate) result.late += 1;
    const on = localTime(change.at, due.zone).on;
    if (on < due.on) result.wrong.push(`early: ${key} on ${on}`);
    if (on > due.on && !isLate) result.wrong.push(`late unsaid: ${key} on ${on}`);
  }
  for (const key of expected.keys()) if (!told.has(key)) result.missing.push(key);
  const reminders = seen.filter(({ verb }) => verb === "activity.reminded").length;
  const { accepted } = provider;
  result.mails = accepted.size;
  result.mailsTwice = [...accepted.values()].filter((times) => times > 1).length;
  const messages = (await itemsOf(port)).flatMap((item) => messageOf(item) ?? []);
  if (messages.length !== reminders) result.mailsLost.push(`${messages.length} of ${reminders} decided`);
  // Accepted, or on a person's list with the reason.
  for (const { id, state, reason } of messages)
    if (accepted.has(id) ? state !== "sent" : state !== "failed" || !reason) result.mailsLost.push(`${state}: ${id}`);
  return result;
}

/** A provider with bad days, which settles by key: it is down, loses the answer, accepts and answers with an error. */
function badProvider(random: () => number) {
  const accepted = new Map<string, number>();
  let health: "well" | "ill" | "down" = "well";
  const mailer: Mailer = {
    name: "bad",
    settles: "key",
    from: "office@example.com",
    async send(_mail, { key }) {
      if (health === "down") return { is: "refused", forGood: false, reason: "connect ECONNREFUSED" };
      const luck = health === "well" ? 0 : random();
      if (luck > 0.9) return { is: "refused", forGood: false, reason: "454" };
      if (luck > 0.8) return { is: "uncertain", reason: "the connection broke" };
      accepted.set(key, (accepted.get(key) ?? 0) + 1);
      return luck > 0.7 ? { is: "uncertain", reason: "500" } : { is: "accepted" };
    },
    isSent: async (key) => accepted.has(key),
  };
  return {
    mailer,
    accepted,
    be: (how: typeof health) => {
      health = how;
    },
  };
}

/** Waits for what goes on behind, but not for what a crash has left without an answer. */
async function quiet({ background }: TestWorkspace): Promise<void> {
  for (let all = background.splice(0); all.length > 0; all = background.splice(0))
    await Promise.race([Promise.allSettled(all), new Promise((done) => setTimeout(done, 20))]);
}

async function itemsOf(port: TablePort): Promise<Item[]> {
  const items: Item[] = [];
  for (let after: { pk: string; sk: string } | undefined; ; ) {
    const page = await port.scan({ limit: 1000, ...(after && { after }) });
    items.push(...page.items);
    if (!page.next) return items;
    after = page.next;
  }
}

const changesOf = async (port: TablePort): Promise<Change[]> =>
  (await itemsOf(port)).filter(({ type }) => type === "change").map(changeOf);
