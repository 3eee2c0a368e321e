import type { Change } from "../../platform/change.ts";

/** Everything there is to know of a customer may have changed. */
export const ALL = "all";

/** What a change may have changed of a customer, by the names rules use; a trailing dot stands for all that begins so. */
export type ChangedFields = typeof ALL | ReadonlySet<string>;

const PARTS: Readonly<Record<string, readonly string[]>> = {
  phones: ["hasPhone"],
  emails: ["hasEmail"],
  addresses: ["city", "addresses."],
  consents: ["consents."],
};
const OF_CONTACTS = ["interactions", "firstContactAt", "lastContactAt", "stats."];

/** Which fields of rules a change touches, so that only rules that ask about one of them are asked again. */
export function changedFieldsOf({ verb, fields }: Pick<Change, "verb" | "fields">): ChangedFields {
  if (verb.startsWith("message.")) return new Set("contact" in fields ? OF_CONTACTS : []);
  if (verb.startsWith("interaction.")) return new Set(OF_CONTACTS);
  if (verb.startsWith("activity.")) return new Set(["openActivities", "nextActivityAt"]);
  const isEdit = ["customer.updated", "customer.merged", "customer.undone", "customer.importReverted"].includes(verb);
  if (!isEdit || "archivedAt" in fields || "mergedInto" in fields) return ALL;
  return new Set(["updatedAt", ...Object.keys(fields).flatMap((name) => PARTS[name] ?? [name])]);
}

/** Whether a rule that asks about these fields is touched. */
export function isTouched(asked: ReadonlySet<string>, changed: ChangedFields): boolean {
  if (changed === ALL) return true;
  for (const name of asked) {
    if (changed.has(name)) return true;
    const dot = name.indexOf(".");
    if (dot > 0 && changed.has(name.slice(0, dot + 1))) return true;
  }
  return false;
}
