import { expect, test } from "vitest";
import type { Message, Told } from "#core/engagement/messages/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { planOfMessage, tellOutcome } from "#server/engagement/messages/index.ts";
import { findMessage } from "#server/engagement/messages/store.ts";
import { commit } from "#server/platform/commit.ts";
import { tick } from "#server/platform/due.ts";
import { CrashError, createFaultyTable, type Fault } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import type { Mailer, SendOutcome, Settles } from "#server/platform/mailer.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

const MESSAGES = 30;
const STEPS = 60;
const MINUTE = 60_000;

/** A provider with bad days: it is down, refuses, loses the answer, accepts and answers with an error. */
function badProvider(settles: Settles, random: () => number) {
  const accepted = new Map<string, number>();
  let health: "well" | "ill" | "down" = "ill";
  const accept = (key: string): SendOutcome => {
    // One that settles by key keeps a key once.
    if (settles !== "key" || !accepted.has(key)) accepted.set(key, (accepted.get(key) ?? 0) + 1);
    return { is: "accepted", providerId: `p-${key}` };
  };
  const mailer: Mailer = {
    name: "bad",
    settles,
    from: "office@example.com",
    async send(_mail, { key }) {
      if (health === "down") return { is: "refused", forGood: false, reason: "connect ECONNREFUSED" };
      const luck = health === "well" ? 0 : random();
      if (luck < 0.6) return accept(key);
      if (luck < 0.75) {
        accept(key);
        return { is: "uncertain", reason: "500" };
      }
      if (luck < 0.85) return { is: "uncertain", reason: "the connection broke" };
      return luck < 0.97
        ? { is: "refused", forGood: false, reason: "454" }
        : { is: "refused", forGood: true, reason: "550" };
    },
    ...(settles === "key" && { isSent: async (key: string) => accepted.has(key) }),
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
  for (let turns = 0; turns < 40; turns++) {
    const all = background.splice(0);
    await Promise.race([Promise.allSettled(all), new Promise((done) => setTimeout(done, 2))]);
    if (all.length === 0) return;
  }
}

async function simulate(seed: number, settles: Settles) {
  const random = createRandom(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  let isCalm = false;
  let crashIn = Number.POSITIVE_INFINITY;
  const inner = createMemoryTable({ indexes: INDEXES });
  const port = createFaultyTable(inner, (): Fault | null => {
    if (isCalm) return null;
    if (crashIn !== Number.POSITIVE_INFINITY && --crashIn <= 0) {
      crashIn = Number.POSITIVE_INFINITY;
      return pick(["crashBefore", "crashAfter"] as const);
    }
    return random() < 0.02 ? pick(["throttled", "unavailable", "timeoutBefore", "timeoutAfter"] as const) : null;
  });
  const provider = badProvider(settles, random);
  let at = Date.parse("2026-04-11T08:00:00.000Z");
  const start = async () => {
    port.revive();
    const beginning = { startsAt: new Date(at).toISOString(), seed: 1 + Math.floor(random() * 1e9) };
    isCalm = true;
    const workspace = await createTestWorkspace({ port, mailer: provider.mailer, ...beginning });
    isCalm = false;
    return workspace;
  };
  let workspace = await start();
  isCalm = true;
  const { customer } = await workspace.call(createCustomer, {
    body: { name: "Sara", emails: [{ address: "sara@example.com" }] },
  });
  isCalm = false;
  const survive = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      // Refused (decided before) or a passing fault that stayed: the next step tries again.
      if (!(error instanceof CrashError)) return;
      at = Math.max(at, Date.parse(workspace.clock.now()));
      workspace = await start();
    }
  };
  const ids = new Map<string, Message["id"]>();
  const decide = async (cause: string) => {
    const { plan, message } = await planOfMessage(await workspace.ctx(), {
      cause,
      customerId: customer.id,
      channel: "email",
      purpose: "transactional",
      to: "sara@example.com",
      language: "fa",
      content: { subject: cause, text: cause },
    });
    ids.set(cause, message.id);
    await commit(await workspace.ctx(), plan);
  };
  const events: { sending: string; kind: Told }[] = [];
  const heard = new Set<string>();
  const hear = async () => {
    if (settles !== "event") return;
    for (const key of provider.accepted.keys())
      if (!heard.has(key)) for (const kind of ["sent", "delivered"] as const) events.push({ sending: key, kind });
    for (const key of provider.accepted.keys()) heard.add(key);
    // Late, in any order, some twice.
    events.sort(() => random() - 0.5);
    for (const event of events.splice(0, Math.ceil(events.length * random()))) {
      if (random() < 0.2) events.push(event);
      const told = { ...event, eventId: `${event.kind}-${event.sending}`, at: workspace.clock.now(), reason: null };
      await survive(async () => {
        try {
          await tellOutcome(await workspace.ctx(), told);
        } catch (error) {
          events.push(event);
          throw error;
        }
      });
    }
  };
  const tickAll = async () => {
    const ctx = await workspace.ctx();
    await Promise.all([tick(ctx, DUE_HANDLERS), tick(ctx, DUE_HANDLERS)]);
  };
  const move = (by: number) => {
    at = Date.parse(workspace.clock.now()) + by;
    workspace.clock.advanceBy(by);
  };

  for (let step = 0; step < STEPS; step++) {
    if (random() < 0.5) crashIn = 1 + Math.floor(random() * 60);
    if (random() < 0.1) provider.be(pick(["well", "ill", "down"] as const));
    // A cause that fires again, as after a crash, decides nothing new.
    const cause = `occasion-${Math.floor(random() * MESSAGES)}`;
    await survive(() => decide(cause));
    await survive(tickAll);
    await quiet(workspace);
    await hear();
    move(Math.floor(random() * 90) * MINUTE);
  }
  crashIn = Number.POSITIVE_INFINITY;
  provider.be("well");
  workspace = await start();
  for (let n = 0; n < MESSAGES; n++) await survive(() => decide(`occasion-${n}`));
  for (let day = 0; day < 6; day++) {
    for (let times = 0; times < 3; times++) {
      await survive(tickAll);
      await quiet(workspace);
    }
    await hear();
    move(25 * 60 * MINUTE);
  }
  while (events.length > 0) await hear();
  const { table, now } = await workspace.ctx();
  const ends = await Promise.all(
    [...ids.values()].map(async (id) => (await findMessage(table, id, now()))?.stored.message),
  );
  return { ends, provider };
}

const SEEDS = Array.from({ length: 5 }, (_, at) => 1000 + at * 7919);

test.each((["event", "key", "never"] as const).flatMap((settles) => SEEDS.map((seed) => [settles, seed] as const)))(
  "with crashes, two ticks at once and a bad provider that settles by %s (seed %i): never twice, nobody missed",
  async (settles, seed) => {
    const { ends, provider } = await simulate(seed, settles);
    expect(ends).toHaveLength(MESSAGES);
    expect([...provider.accepted.values()].filter((times) => times > 1)).toEqual([]);
    for (const message of ends) {
      const went = provider.accepted.has(message?.id ?? "");
      const { state, needsPerson } = message ?? {};
      // Gone, listed for a person, or failed with a reason; nothing is left waiting.
      const isListed = (state === "uncertain" && needsPerson) || state === "failed";
      expect([state, went || isListed]).toEqual([state, true]);
      expect(["queued", "held", "sending"]).not.toContain(state);
      if (went && settles !== "never") expect(["sent", "delivered"]).toContain(state);
      if (settles === "key") expect(state === "failed" || went).toBe(true);
    }
  },
  60_000,
);
