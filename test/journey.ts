import { expect } from "vitest";
import * as interactions from "#core/engagement/interactions/index.ts";
import * as customers from "#core/people/customers/index.ts";
import type { CallOf, Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { type LooseCall, requestOf } from "./workspace.ts";

/** Any way to reach a server: a function from request to response. */
export type Send = (request: Request) => Promise<Response>;

export function caller(send: Send, secret: string) {
  return async <E extends Endpoint>(endpoint: E, call?: CallOf<E>): Promise<OutputOf<E>> => {
    const response = await send(requestOf(endpoint, (call ?? {}) as LooseCall, secret));
    if (!response.ok) throw new Error(`${endpoint.name}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as OutputOf<E>;
  };
}

/** The main job, the same through every door: create, log, page, list, changes. */
export async function mainJourney(send: Send, secret: string): Promise<void> {
  const call = caller(send, secret);
  const start = (await call(listChanges, { query: { limit: 200 } })).nextCursor;
  const { customer } = await call(customers.createCustomer, {
    body: {
      name: "نیلوفر رضایی",
      phones: [{ number: "۰۹۱۲۱۰۰۰۰۵۰" }],
      emails: [{ address: "Niloofar@Example.ir" }],
      tags: ["نوروز"],
    },
  });
  const logged = await call(interactions.logInteraction, {
    body: { customerId: customer.id, channel: "call", direction: "in", body: "می‌خواهد نوروز به شیراز برود" },
  });
  const updated = await call(customers.updateCustomer, {
    params: { id: customer.id },
    body: { version: 1, lifecycleStage: "enquiring" },
  });
  expect(updated.version).toBe(2);

  const lost = await send(
    requestOf(customers.updateCustomer, { params: { id: customer.id }, body: { version: 1, source: "x" } }, secret),
  );
  expect([lost.status, (await lost.json()).error.code]).toEqual([409, "customer.version_conflict"]);

  const page = await until(
    () => call(interactions.getCustomerPage, { params: { id: customer.id } }),
    ({ customer: { stats } }) => stats.interactions === 1,
  );
  expect(page.customer).toMatchObject({
    name: "نیلوفر رضایی",
    lifecycleStage: "enquiring",
    phones: [{ number: "+989121000050" }],
  });
  expect(page.timeline.items.map(({ type }) => type).sort()).toEqual(["change", "change", "interaction"]);
  expect(page.customer.stats.lastContactAt).toBe(logged.occurredAt);

  const listed = await until(
    () => call(customers.listCustomers, { query: { limit: 5 } }),
    ({ items }) => items.some(({ id, interactions: count }) => id === customer.id && count === 1),
  );
  expect(listed.items.find(({ id }) => id === customer.id)).toMatchObject({
    phone: "0912 100 0050",
    tags: ["نوروز"],
    lifecycleStage: "enquiring",
  });

  const told = await until(
    () => call(listChanges, { query: { since: start } }),
    ({ items }) => items.length >= 3,
  );
  expect(told.items.map(({ verb }) => verb)).toEqual(["customer.created", "interaction.logged", "customer.updated"]);
  const [first] = told.items;
  expect(told.items.map(({ seq }) => (seq ?? 0) - (first?.seq ?? 0))).toEqual([0, 1, 2]);
}

/** Asks again while what was written spreads to indexes and subscribers; gives the last answer after ten seconds. */
export async function until<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isThere(answer) || Date.now() > deadline) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
}
