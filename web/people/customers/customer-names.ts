import { createSignal } from "solid-js";
import { getCustomerNames } from "#core/people/customers/index.ts";
import { call } from "#web/platform/api.ts";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { knownCustomer } from "./queries.ts";

const MOST_AT_ONCE = 100;
const FRESH_MS = 5 * 60_000;

const [names, setNames] = createSignal<ReadonlyMap<string, string>>(new Map());
const asked = new Map<string, number>();
let waiting: string[] = [];

/** What a customer that a field links to is called. Asked for together with the others shown in the same moment. */
export function customerName(id: string): string {
  const known = knownCustomer(id)?.name ?? names().get(id);
  if ((asked.get(id) ?? 0) + FRESH_MS < Date.now()) {
    asked.set(id, Date.now());
    if (waiting.length === 0) setTimeout(() => void askWaiting());
    waiting.push(id);
  }
  return known ?? t("fields.unknownCustomer");
}

/** One that was just found by its name. */
export function rememberName(id: string, name: string): void {
  setNames((before) => new Map(before).set(id, name));
}

async function askWaiting(): Promise<void> {
  const ids = waiting;
  waiting = [];
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const part = ids.slice(at, at + MOST_AT_ONCE);
    // Where it fails, a word stands for the name, and the next look asks again.
    await call(getCustomerNames, { query: { ids: part.join(",") } }).then(
      ({ items }) => setNames((before) => new Map([...before, ...items.map(({ id, name }) => [id, name] as const)])),
      () => part.forEach((id) => void asked.delete(id)),
    );
  }
}

queryClient.getQueryCache().subscribe(({ type, query }) => {
  // Signed out: the next person may see other customers.
  if (type !== "removed" || query.queryKey[0] !== "me") return;
  asked.clear();
  setNames(new Map());
});
