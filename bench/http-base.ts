import { encodeCursor } from "#server/platform/sharded.ts";
import type { HttpClient } from "./http-client.ts";
import { sampleCustomer } from "./sample-customers.ts";

/** The customers that requests are made about. */
export type Base = {
  /** Every customer, newest first. */
  ids: string[];
  /** Those with a page full of interactions. */
  busy: string[];
  /** The version of each customer that is not at its first. */
  versions: Map<string, number>;
  /** What the next created customer is numbered. */
  nextNew: number;
};

type Page = { items: { id: string }[]; nextCursor: string | null };

const BUSY_CUSTOMERS = 20;
const ENTRIES_OF_BUSY = 45;

/** Walks the whole list once, and gives some customers a page full of interactions. */
export async function prepareBase(client: HttpClient, customers: number): Promise<Base> {
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path = `/customers?limit=200${cursor && `&cursor=${cursor}`}`;
    const page: Page = await client.json<Page>({ method: "GET", path });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  if (ids.length !== customers) throw new Error(`Expected ${customers} customers in the list, found ${ids.length}.`);
  const busy = Array.from({ length: BUSY_CUSTOMERS }, (_, at) => ids[Math.floor((at * ids.length) / BUSY_CUSTOMERS)]!);
  for (let entry = 0; entry < ENTRIES_OF_BUSY; entry++)
    await Promise.all(busy.map((customerId) => client.json(logCall(customerId, entry))));
  return { ids, busy, versions: new Map(), nextNew: customers };
}

/** The cursor a client holds that has paged through 90 % of the list. */
export function cursorAt90(ids: readonly string[]): string {
  return encodeCursor(ids[Math.floor(ids.length * 0.9) - 1]!)!;
}

export function logCall(customerId: string, number: number) {
  const body = {
    customerId,
    channel: "call",
    direction: "in",
    subject: `تماس شماره ${number}`,
    body: "برای نوروز دو بلیت شیراز می‌خواهد و تا فردا خبر می‌دهد. Prefers a morning flight.",
    durationSeconds: 180,
  };
  return { method: "POST", path: "/interactions", body };
}

export function createCall(number: number) {
  const { name, phones, email } = sampleCustomer(number);
  const [mobile, home] = phones;
  const body = {
    name,
    phones: [
      { number: mobile, label: "mobile" },
      { number: home, label: "home" },
    ],
    emails: [{ address: email }],
  };
  return { method: "POST", path: "/customers", body };
}

/**
 * Resolves when everything written so far has reached its subscribers: they take changes in order, so one more customer
 * is created, is found once they are through, and is put away again.
 */
export async function settle(client: HttpClient): Promise<void> {
  const name = `Settled${Date.now()}`;
  const { customer } = await client.json<{ customer: { id: string } }>({
    method: "POST",
    path: "/customers",
    body: { name },
  });
  for (;;) {
    const { items } = await client.json<{ items: unknown[] }>({ method: "GET", path: `/search?q=${name}` });
    if (items.length > 0) break;
    await new Promise((done) => setTimeout(done, 20));
  }
  await client.json({ method: "POST", path: `/customers/${customer.id}/archive` });
}
