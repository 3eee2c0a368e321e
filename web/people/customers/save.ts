import { createSignal } from "solid-js";
import { type Customer, updateCustomer } from "#core/people/customers/index.ts";
import type { CallOf } from "#core/platform/endpoint.ts";
import { call } from "#web/platform/api.ts";
import { currentOf, isConflict, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { forgetLists, knownCustomer, rememberCustomer } from "./queries.ts";

/** What may be changed of a customer, without the version: that is found here. */
export type Edit = Omit<CallOf<typeof updateCustomer>["body"], "version">;

/** A lost race: what was typed here, what somebody else saved, and what to do about it. */
export type Conflict = { mine: Edit; theirs: Customer; resolve: (choice: "mine" | "theirs") => void };

const [pending, setPending] = createSignal<Conflict | null>(null);
export const conflict = pending;

/** The name under which what is typed into a field is kept until it is saved. */
export function draftOf(userId: string | undefined, customerId: Customer["id"], path: string): string {
  return `${userId}.customer.${customerId}.${path}`;
}

const queues = new Map<string, Promise<unknown>>();
let afterSave: (id: string) => void = () => {};

/** Told after every save, so that what hangs on the record (its timeline) can be read again. */
export function onCustomerSaved(handle: (id: string) => void): void {
  afterSave = handle;
}

export function announceSaved(id: string): void {
  afterSave(id);
}

/**
 * Saves an edit: shown at once, sent after the edits before it (each needs the version the last one made),
 * and undone from a toast. Throws when it is refused; the record is then as it was.
 */
export function saveCustomer(id: Customer["id"], edit: Edit, label: string): Promise<void> {
  const before = knownCustomer(id);
  if (!before) return Promise.reject(new Error("the customer is not loaded"));
  rememberCustomer(applied(before, edit));
  const sent = (queues.get(id) ?? Promise.resolve()).then(() => send(id, edit));
  queues.set(
    id,
    sent.catch(() => {}),
  );
  return sent.then(
    (saved) => {
      if (saved === "theirs") return;
      toastDone(t("customers.saved", label), () => void undo(id, edit, before, label), true);
    },
    (error) => {
      revert(id, edit, before);
      throw error;
    },
  );
}

/** The same for controls that keep no text: what is wrong is said in a toast. */
export function saveChoice(id: Customer["id"], edit: Edit, label: string): Promise<void> {
  return saveCustomer(id, edit, label).catch((error) => {
    toastFailed(messageOf(error));
    throw error;
  });
}

async function send(id: Customer["id"], edit: Edit): Promise<"mine" | "theirs"> {
  // Read now, not when the edit was made: the saves before this one have raised it.
  const version = knownCustomer(id)?.version ?? 1;
  try {
    settle(await call(updateCustomer, { params: { id }, body: { ...edit, version } }));
    return "mine";
  } catch (error) {
    if (!isConflict(error)) throw error;
    const theirs = currentOf<Customer>(error);
    if (!theirs) throw error;
    const choice = isSame(edit, theirs) ? "theirs" : await ask(edit, theirs);
    rememberCustomer(theirs);
    if (choice === "theirs") return "theirs";
    return send(id, edit);
  }
}

function settle(customer: Customer): void {
  rememberCustomer(customer);
  forgetLists();
  afterSave(customer.id);
}

function ask(mine: Edit, theirs: Customer): Promise<"mine" | "theirs"> {
  return new Promise((resolve) => {
    setPending({
      mine,
      theirs,
      resolve(choice) {
        setPending(null);
        resolve(choice);
      },
    });
  });
}

function isSame(edit: Edit, customer: Customer): boolean {
  const { custom = {}, ...own } = edit;
  const isSet = ([key, value]: [string, unknown]) =>
    JSON.stringify(value ?? null) === JSON.stringify(customer.custom[key] ?? null);
  if (!Object.entries(custom).every(isSet)) return false;
  return Object.entries(own).every(
    ([name, value]) => JSON.stringify(value ?? null) === JSON.stringify(customer[name as keyof Customer] ?? null),
  );
}

function undo(id: Customer["id"], edit: Edit, before: Customer, label: string): Promise<void> {
  return saveCustomer(id, valuesBefore(edit, before), label).catch((error) => toastFailed(messageOf(error)));
}

/** Custom values under a merge patch of their own. */
function patched(custom: Customer["custom"], patch: object): Customer["custom"] {
  const kept = Object.entries({ ...custom, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(kept) as Customer["custom"];
}

function valuesBefore({ custom, ...edit }: Edit, before: Customer): Edit {
  const values = ownValuesBefore(edit, before);
  if (!custom) return values;
  const were = Object.keys(custom).map((key) => [key, before.custom[key] ?? null]);
  return { ...values, custom: Object.fromEntries(were) };
}

function ownValuesBefore(edit: Edit, before: Customer): Edit {
  const names = Object.keys(edit) as (keyof Edit & keyof Customer)[];
  return Object.fromEntries(names.map((name) => [name, before[name] ?? null])) as Edit;
}

function applied(customer: Customer, edit: Edit): Customer {
  const next: Record<string, unknown> = { ...customer };
  for (const [name, value] of Object.entries(edit)) {
    if (value === null) delete next[name];
    else if (name === "custom") next[name] = patched(customer.custom, value as object);
    else if (name === "consents") next[name] = { ...customer.consents, ...(value as object) };
    else next[name] = value;
  }
  return next as Customer;
}

/** Only the refused fields go back; what was saved meanwhile stays. */
function revert(id: string, edit: Edit, before: Customer): void {
  const now = knownCustomer(id);
  if (now) rememberCustomer(applied(now, valuesBefore(edit, before)));
}
