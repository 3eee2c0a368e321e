import type { Customer } from "#core/people/customers/index.ts";
import { useCan, useFieldAccess } from "#web/workspace/users/index.ts";

/** Which fields of a customer the person signed in is shown, and which of them they may change. Reactive. */
export function useParts(customer: () => Customer) {
  const can = useCan();
  const access = useFieldAccess();
  const isReadOnly = () => !can("customers.write") || customer().archivedAt !== undefined;
  return {
    /** Whether nothing of it may be changed. */
    isReadOnly,
    isShown: (field: string) => access("customer", field) !== "hidden",
    isLocked: (field: string) => isReadOnly() || access("customer", field) !== undefined,
  };
}
