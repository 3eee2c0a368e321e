import fc from "fast-check";
import { expect, test } from "vitest";
import {
  correctInteraction,
  getInteraction,
  getTimeline,
  logInteraction,
  withdrawInteraction,
} from "#core/engagement/interactions/index.ts";
import { sendMessage } from "#core/engagement/messages/index.ts";
import * as segments from "#core/marketing/segments/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { customerFields, viewOfCustomer } from "#core/people/customers/view.ts";
import { mergeCustomers, undoMerges } from "#core/people/duplicates/index.ts";
import { matches } from "#core/platform/rules/matches.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { recountContacts } from "#server/engagement/interactions/recount.ts";
import { tellOutcome } from "#server/engagement/messages/index.ts";
import { tick } from "#server/platform/due.ts";
import { createFaultyTable } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createTestWorkspace } from "./workspace.ts";

type CustomerId = `cus_${string}`;

const PEOPLE = 5;
/** A message that went, and did not come back. */
const GONE = ["sent", "delivered", "opened", "clicked", "complained"];
const RULES: Record<string, Rule> = {
  yazd: { field: "city", is: "equals", value: "یزد" },
  silent: { field: "lastContactAt", is: "notInLast", value: { count: 10, unit: "days" } },
  called: { field: "stats.call", is: "atLeast", value: 2 },
  heard: { field: "stats.in", is: "greaterThan", value: 0 },
  newcomers: { field: "createdAt", is: "inLast", value: { count: 20, unit: "days" } },
};

type Step =
  | { kind: "log"; who: number; channel: "call" | "email"; direction: "in" | "out"; daysAgo: number }
  | { kind: "correct"; which: number; channel: "call" | "email"; direction: "in" | "out" }
  | { kind: "withdraw"; which: number; channel: "call" | "email"; direction: "in" | "out" }
  | { kind: "mail"; who: number }
  | { kind: "told"; which: number; told: "delivered" | "opened" | "bounced" | "complained" | "rejected" }
  | { kind: "crash"; after: number; isDone: boolean }
  | { kind: "move"; who: number; city: string | null }
  | { kind: "archive"; who: number }
  | { kind: "restore"; who: number }
  | { kind: "separate"; who: number }
  | { kind: "merge"; who: number; other: number }
  | { kind: "days"; count: number };

const who = fc.nat(PEOPLE - 1);
const channel = fc.constantFrom("call" as const, "email" as const);
const direction = fc.constantFrom("in" as const, "out" as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("log" as const), who, channel, direction, daysAgo: fc.nat(15) }),
  fc.record({ kind: fc.constant("correct" as const), which: fc.nat(20), channel, direction }),
  fc.record({ kind: fc.constant("withdraw" as const), which: fc.nat(20), channel, direction }),
  fc.record({ kind: fc.constant("mail" as const), who }),
  fc.record({
    kind: fc.constant("told" as const),
    which: fc.nat(20),
    told: fc.constantFrom("delivered", "opened", "bounced", "complained", "rejected"),
  }),
  fc.record({ kind: fc.constant("crash" as const), after: fc.nat(30), isDone: fc.boolean() }),
  fc.record({ kind: fc.constant("move" as const), who, city: fc.constantFrom("یزد", "تهران", null) }),
  fc.record({ kind: fc.constant("archive" as const), who }),
  fc.record({ kind: fc.constant("restore" as const), who }),
  fc.record({ kind: fc.constant("separate" as const), who }),
  fc.record({ kind: fc.constant("merge" as const), who, other: who }),
  fc.record({ kind: fc.constant("days" as const), count: fc.integer({ min: 1, max: 14 }) }),
);

test("after any history, with faults, retries, downtime and two ticks at once: members are those who match, counts are what a recount finds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), fc.nat(1000), async (steps, seed) => {
      let faults = false;
      let crash: { at: number; isDone: boolean } | null = null;
      const port = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (operation, method) => {
        if (crash?.at === operation) return crash.isDone ? "crashAfter" : "crashBefore";
        return faults && method === "transact" && (operation * 7 + seed) % 11 === 0 ? "conflict" : null;
      });
      const workspace = await createTestWorkspace({ port });
      const { call, clock, pump, background } = workspace;
      const settle = async () => {
        for (let round = 0; round < 4; round++) {
          await pump.idle();
          await Promise.allSettled(background.splice(0));
        }
      };
      const ids: CustomerId[] = [];
      for (let at = 0; at < PEOPLE; at++)
        ids.push(
          (
            await call(customers.createCustomer, {
              body: { name: `م${at}`, emails: [{ address: `${at}@example.com` }] },
            })
          ).customer.id,
        );
      const made: Record<string, `seg_${string}`> = {};
      for (const [name, rule] of Object.entries(RULES))
        made[name] = (await call(segments.createSegment, { body: { name, kind: "dynamic", rule } })).id;
      await settle();
      faults = true;
      const logged: `int_${string}`[] = [];
      const mailed: string[] = [];
      const attempt = (one: Promise<unknown>) => one.catch(() => undefined);
      const take = async (one: Exclude<Step, { kind: "crash" }>) => {
        if (one.kind === "days") {
          clock.advanceBy(one.count * 86_400_000);
          const ctx = await workspace.ctx();
          await Promise.all([tick(ctx, DUE_HANDLERS), tick(ctx, DUE_HANDLERS)]);
          return;
        }
        if (one.kind === "log") {
          const occurredAt = new Date(Date.parse(clock.now()) - one.daysAgo * 86_400_000).toISOString();
          const { channel, direction } = one;
          const body = { customerId: ids[one.who]!, channel, direction, occurredAt };
          await attempt(call(logInteraction, { body }).then(({ id }) => logged.push(id)));
        } else if (one.kind === "correct" || one.kind === "withdraw") {
          const id = logged[one.which % Math.max(1, logged.length)];
          if (!id) return;
          const { version } = await call(getInteraction, { params: { id } });
          const { channel, direction } = one;
          await attempt(
            one.kind === "correct"
              ? call(correctInteraction, { params: { id }, body: { version, channel, direction } })
              : call(withdrawInteraction, { params: { id }, body: { version } }),
          );
        } else if (one.kind === "mail") {
          const body = { customerId: ids[one.who]!, channel: "email", subject: "سلام", text: "درود" } as const;
          await attempt(call(sendMessage, { body }).then(({ id }) => mailed.push(id)));
        } else if (one.kind === "told") {
          const sending = mailed[one.which % Math.max(1, mailed.length)];
          if (!sending) return;
          const event = { kind: one.told, sending, eventId: `${one.told}-${one.which}`, at: clock.now(), reason: null };
          await tellOutcome(await workspace.ctx(), event);
        } else if (one.kind === "merge") {
          await attempt(call(mergeCustomers, { body: { survivorId: ids[one.who]!, absorbedId: ids[one.other]! } }));
        } else {
          const id = ids[one.who]!;
          const customer = await call(customers.getCustomer, { params: { id } });
          if (one.kind === "archive") await attempt(call(customers.archiveCustomer, { params: { id } }));
          else if (one.kind === "restore") await attempt(call(customers.restoreCustomer, { params: { id } }));
          else if (one.kind === "separate") {
            const last = customer.absorbed?.at(-1);
            if (last) await attempt(call(undoMerges, { body: { items: [{ survivorId: id, absorbedId: last.id }] } }));
          } else if (one.kind === "move") {
            const addresses = one.city ? [{ city: one.city }] : [];
            const body = { version: customer.version, addresses };
            await attempt(call(customers.updateCustomer, { params: { id }, body }));
          }
        }
      };
      for (const one of steps) {
        if (one.kind === "crash") {
          crash = { at: port.operations() + 1 + one.after, isDone: one.isDone };
          continue;
        }
        await attempt(take(one));
        // The process that died, if it did, is started again and goes on where it was.
        await attempt(settle());
        port.revive();
        pump.wake();
      }
      crash = null;
      await settle();
      faults = false;
      // What failed for a passing reason is tried again by due items.
      for (let round = 0; round < 4; round++) {
        clock.advanceBy(120_000);
        await tick(await workspace.ctx(), DUE_HANDLERS);
        await settle();
      }
      const ctx = await workspace.ctx();
      const fields = customerFields([]);
      const context = { now: clock.now(), timeZone: ctx.workspace.timeZone, fields };
      for (const id of ids) {
        const { stats } = await call(customers.getCustomer, { params: { id } });
        const { segments: _s, ...counts } = stats;
        const profile = (await port.get({ pk: id, sk: "a#profile" }))!;
        await recountContacts(ctx, (profile.data as never as customers.Profile) ?? {});
        const { segments: _t, ...again } = (await call(customers.getCustomer, { params: { id } })).stats;
        expect(counts).toEqual(again);
        // And by hand, from what there is to see.
        const { items } = await call(getTimeline, { params: { id }, query: { limit: 200 } });
        const contacts = items.flatMap((entry) => {
          if (entry.type === "interaction")
            return entry.interaction.withdrawnAt ? [] : [{ at: entry.at, channel: entry.interaction.channel }];
          const isGone = entry.type === "message" && [...GONE].includes(entry.message.state);
          return isGone ? [{ at: entry.at, channel: entry.message.channel }] : [];
        });
        const { interactions, firstContactAt, lastContactAt, byChannel } = stats;
        expect([interactions, firstContactAt, lastContactAt, byChannel.email ?? 0]).toEqual([
          contacts.length,
          contacts.map(({ at }) => at).sort()[0] ?? null,
          contacts
            .map(({ at }) => at)
            .sort()
            .at(-1) ?? null,
          contacts.filter(({ channel }) => channel === "email").length,
        ]);
      }
      for (const [name, id] of Object.entries(made)) {
        const { items } = await call(segments.listMembers, { params: { id } });
        const expected: string[] = [];
        for (const one of ids) {
          const customer = await call(customers.getCustomer, { params: { id: one } });
          if (customer.archivedAt || customer.mergedInto) continue;
          if (matches(RULES[name]!, viewOfCustomer(customer), context).match) expected.push(one);
        }
        const members = items.map(({ card }) => card.id as string);
        expect([name, members.toSorted()]).toEqual([name, expected.toSorted()]);
        expect((await call(segments.getSegment, { params: { id } })).size).toBe(expected.length);
        // Nobody is in twice: who came and who went alternate.
        const { items: history } = await call(segments.listMovements, { params: { id }, query: { limit: 200 } });
        for (const one of ids) {
          const own = history.filter(({ customerId }) => customerId === one).reverse();
          own.forEach(({ direction: to }, at) => void expect(to).toBe(at % 2 === 0 ? "in" : "out"));
        }
      }
    }),
    { numRuns: 12, seed: 20260322 },
  );
}, 120_000);
