import {
  type CustomField,
  type CustomType,
  type CustomValue,
  type CustomValues,
  FIELD_LIMITS,
  fieldsInUse,
  type RecordKind,
} from "./definition.ts";

/** The most bytes of a value on a card, as JSON in UTF-8; a longer text or list is cut there. */
const VALUE_BYTES: Readonly<Partial<Record<CustomType, number>>> = {
  text: 52,
  manyChoice: 48,
  number: 24,
  money: 18,
  date: 12,
  yesNo: 5,
  customer: 32,
};
const CUT = "…";

/** What a field takes of every card when it is shown in lists; null when it cannot be. */
export function bytesOnCard({ type, key, choices = [] }: Pick<CustomField, "type" | "key" | "choices">): number | null {
  if (type === "longText") return null;
  const longest = Math.max(0, ...choices.map(({ value }) => value.length)) + 2;
  const value = type === "choice" ? longest : (VALUE_BYTES[type] as number);
  // `"key":…,`
  return key.length + 4 + value;
}

/** What all fields shown in lists take together. */
export function bytesInLists(fields: readonly CustomField[], kind: RecordKind): number {
  return listed(fields, kind).reduce((sum, field) => sum + (bytesOnCard(field) ?? 0), 0);
}

function listed(fields: readonly CustomField[], kind: RecordKind): CustomField[] {
  return fieldsInUse(fields, kind).filter(({ inLists }) => inLists);
}

/** Whether the cards of all records carry this field. */
export function isOnCards({ inLists, fillingSince, retiredAt }: CustomField): boolean {
  return inLists && fillingSince === undefined && retiredAt === undefined;
}

/**
 * The values that a card carries: of the fields in lists, cut to what a card has room for. Where the rest of the card
 * leaves less than `room` bytes, nothing but «…» stands for the longest values.
 */
export function customOnCard(
  fields: readonly CustomField[],
  kind: RecordKind,
  values: CustomValues,
  room: number = FIELD_LIMITS.cardBytes,
): CustomValues {
  const carried: CustomValues = {};
  for (const { key, type } of listed(fields, kind)) {
    const value = values[key];
    if (value !== undefined) carried[key] = cut(value, VALUE_BYTES[type] ?? FIELD_LIMITS.cardBytes);
  }
  const bytesOf = (key: string) => utf8Bytes(JSON.stringify(carried[key]));
  const longestFirst = () => Object.keys(carried).sort((a, b) => bytesOf(b) - bytesOf(a));
  for (const key of utf8Bytes(JSON.stringify(carried)) > room ? longestFirst() : []) {
    carried[key] = CUT;
    if (utf8Bytes(JSON.stringify(carried)) <= room) break;
  }
  return carried;
}

/** The values of a card that may be shown: what fields no longer in lists have left there may be old. */
export function customShown(fields: readonly CustomField[], kind: RecordKind, carried: CustomValues): CustomValues {
  const shown = listed(fields, kind).filter((field) => isOnCards(field) && field.key in carried);
  return Object.fromEntries(shown.map(({ key }) => [key, carried[key] as CustomValue]));
}

function cut(value: CustomValue, bytes: number): CustomValue {
  if (utf8Bytes(JSON.stringify(value)) <= bytes) return value;
  if (Array.isArray(value)) return cutEnd(value, (kept) => [...kept, CUT], bytes) as string[];
  if (typeof value !== "string") return value;
  // By letters, not by their halves.
  return cutEnd([...value], (kept) => kept.join("").trimEnd() + CUT, bytes) as string;
}

function cutEnd(parts: readonly string[], join: (kept: readonly string[]) => CustomValue, bytes: number): CustomValue {
  let kept = Math.min(parts.length - 1, bytes);
  while (kept > 0 && utf8Bytes(JSON.stringify(join(parts.slice(0, kept)))) > bytes) kept -= 1;
  return join(parts.slice(0, kept));
}

/** Whether a card's value may be only the beginning of the record's. */
export function isCut(value: CustomValue | undefined): boolean {
  if (Array.isArray(value)) return value.at(-1) === CUT;
  return typeof value === "string" && value.endsWith(CUT);
}

export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
