import type { Customer } from "#core/people/customers/index.ts";
import type { FieldChange } from "#core/workspace/changes/index.ts";
import { channelWord, consentWord, fieldText, fieldWord } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";

export type UserName = (id: string | null | undefined) => string | null;

/** Whose change it is: an organisation has a founding date where a person has a birthday. */
export type Telling = { userName: UserName; kind: Customer["kind"] };

/** One field of a change in words: what was there, what is there; for a list, what went and what came. */
export type FieldTold = { field: string; before: string; after: string; isList: boolean };

export function tellField(name: string, values: FieldChange, { userName, kind }: Telling): FieldTold[] {
  if (name === "consents") return tellConsents(values);
  if (name.startsWith("custom.")) {
    const text = (value: unknown) => fieldText(name, value, userName);
    return [{ field: fieldWord(name, kind), before: text(values.before), after: text(values.after), isList: false }];
  }
  const { before, after } = values;
  const one = (of: string, was: unknown, is: unknown, isList = false): FieldTold[] => [
    { field: fieldWord(of, kind), before: fieldText(of, was, userName), after: fieldText(of, is, userName), isList },
  ];
  if (!Array.isArray(before ?? []) || !Array.isArray(after ?? []) || (!before && !after))
    return one(name, before, after);
  if (!Array.isArray(before) && !Array.isArray(after)) return one(name, before, after);
  const part = name === "addresses" ? onlyPart(before, after) : null;
  if (part) return one(part.name, part.was, part.is);
  const [was, is] = [listOf(before), listOf(after)];
  const gone = was.filter((item) => !is.some((other) => isSame(item, other)));
  const come = is.filter((item) => !was.some((other) => isSame(item, other)));
  return one(name, gone, come, true);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

type Consents = Partial<Record<"email" | "sms" | "call", Customer["consents"]["email"]>>;

/** Only the channels whose consent changed. */
function tellConsents({ before, after }: FieldChange): FieldTold[] {
  const [was, is] = [(before ?? {}) as Consents, (after ?? {}) as Consents];
  return (["call", "sms", "email"] as const)
    .filter((channel) => was[channel]?.state !== is[channel]?.state)
    .map((channel) => ({
      field: t("customers.consentFor", channelWord(channel)),
      before: t("common.quoted", consentWord(was[channel]?.state ?? "unknown")),
      after: t("common.quoted", consentWord(is[channel]?.state ?? "unknown")),
      isList: false,
    }));
}

/** When one part of the only address changed, that part is told: the city, not the whole address. */
function onlyPart(before: unknown, after: unknown): { name: string; was: unknown; is: unknown } | null {
  const [was, is] = [listOf(before), listOf(after)] as Record<string, string>[][];
  if (!was || !is || was.length > 1 || is.length !== 1) return null;
  const [old, now] = [was[0] ?? {}, is[0] ?? {}];
  const parts = Object.keys({ ...old, ...now }).filter((part) => old[part] !== now[part]);
  const [name] = parts;
  return name && parts.length === 1 ? { name, was: old[name], is: now[name] } : null;
}
