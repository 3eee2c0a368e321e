import type { Customer } from "#core/people/customers/index.ts";
import { SAID_AT_FIRST } from "#core/platform/access/field-list.ts";
import { fieldAccess, hasModule, useCan } from "#web/workspace/users/index.ts";

/** Which fields of a customer the person signed in is shown, and which of them they may change. Reactive. */
export function useParts(customer: () => Customer) {
  const can = useCan();
  const isReadOnly = () => !can("customers.write") || customer().archivedAt !== undefined;
  return {
    /** Whether nothing of it may be changed. */
    isReadOnly,
    isShown,
    isLocked: (field: string) => isReadOnly() || !isOpen(field),
  };
}

/** Whether a field of a customer is shown to the person signed in. Reactive. */
export function isShown(field: string): boolean {
  if (field === "segments" && !hasModule("segments")) return false;
  return fieldAccess("customer", field) !== "hidden";
}

/** Whether they may write it. */
export function isOpen(field: string): boolean {
  return fieldAccess("customer", field) === undefined;
}

/** Whether they say it of somebody they add. */
export function isAsked(field: string): boolean {
  return SAID_AT_FIRST.includes(field) || isOpen(field);
}
