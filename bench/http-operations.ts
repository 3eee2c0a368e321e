import { type Base, createCall, cursorAt90, logCall } from "./http-base.ts";
import type { HttpClient } from "./http-client.ts";
import { RARE_CITY, sampleCustomer } from "./sample-customers.ts";

/** What is measured over HTTP, in this order: what makes the base grow comes last. */
export const HTTP_OPERATIONS = [
  "get",
  "customerPage",
  "listNewest",
  "listByName",
  "pageAt90",
  "filterOnePercent",
  "searchName",
  "searchEmail",
  "searchPhone",
  "update",
  "log",
  "create",
] as const;

export type HttpOperation = (typeof HTTP_OPERATIONS)[number];

/** For each operation the call that does it once, each time about another customer. */
export function operationsOn(base: Base, client: HttpClient): Record<HttpOperation, () => Promise<void>> {
  const last = cursorAt90(base.ids);
  // A step that shares no divisor with any base's size visits all customers in a scattered order.
  let at = 0;
  const someone = () => {
    at = (at + 7919) % base.ids.length;
    return base.ids[at]!;
  };
  let number = 0;
  const somebody = () => {
    number = (number + 7919) % base.ids.length;
    return sampleCustomer(number);
  };
  const filter = JSON.stringify({ field: "city", is: "equals", value: RARE_CITY });
  const pageful = Math.min(50, base.ids.length / 100);
  /** An answer without what was asked for would be measured as a quick one. */
  const find = async (path: string, least: number) => {
    const { items } = await client.json<{ items: unknown[] }>({ method: "GET", path });
    if (items.length < least) throw new Error(`GET ${path} found ${items.length} where at least ${least} are.`);
  };
  const search = (text: string) => find(`/search?q=${encodeURIComponent(text)}`, 1);
  const get = async (path: string) => void (await client.json({ method: "GET", path }));
  return {
    get: () => get(`/customers/${someone()}`),
    customerPage: () => get(`/customers/${base.busy[at++ % base.busy.length]}/page`),
    listNewest: () => get("/customers?limit=50"),
    listByName: () => get("/customers?limit=50&sort=name"),
    pageAt90: () => get(`/customers?limit=50&cursor=${last}`),
    filterOnePercent: () => find(`/customers?limit=50&filter=${encodeURIComponent(filter)}`, pageful),
    searchName: () => search(somebody().name.split(" ").slice(0, 2).join(" ")),
    searchEmail: () => search(somebody().email),
    searchPhone: () => search(somebody().phones[0]),
    async update() {
      const id = someone();
      const version = base.versions.get(id) ?? 1;
      const body = { version, source: `bench ${version}` };
      await client.json({ method: "PATCH", path: `/customers/${id}`, body });
      base.versions.set(id, version + 1);
    },
    log: async () => void (await client.json(logCall(someone(), at))),
    create: async () => void (await client.json(createCall(base.nextNew++))),
  };
}
