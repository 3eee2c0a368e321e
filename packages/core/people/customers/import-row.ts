import { writtenAs } from "../../platform/calendar.ts";
import type { CustomField, CustomValues } from "../../platform/custom-fields/definition.ts";
import { toLatinDigits } from "../../platform/digits.ts";
import { cleanText, foldText } from "../../platform/fold.ts";
import { parseIban } from "../../platform/iban.ts";
import type { Id } from "../../platform/ids.ts";
import { parseNationalId } from "../../platform/national-id.ts";
import type { Calendar } from "../../platform/text-shape.ts";
import { isTimeZone } from "../../platform/text-shape.ts";
import { readWords } from "../../platform/word-list.ts";
import { readImportDate } from "../../workspace/imports/date-columns.ts";
import {
  asItIs,
  type Cell,
  cellsOf,
  type ImportColumn,
  keep,
  type Row,
  type RowReason,
  reason,
  rowOf,
  single,
  withoutEmpty,
} from "./import-cells.ts";
import { readEmailCell, readPhoneCell } from "./import-contacts.ts";
import { readCustomCells } from "./import-custom.ts";
import { readAddressLines, readChannel, readConsent, readLanguage, readOccasionLines } from "./import-more.ts";
import { IMPORT_PROBLEMS, type ImportProblem } from "./import-problems.ts";
import { isPlaceholder, readKind, readLifecycleStage, readRelation } from "./import-words.ts";
import { LIMITS, type NewCustomer, newCustomerShape } from "./schema.ts";

export type ImportRowOptions = {
  /** Country of phone numbers written without one, ISO 3166. */
  region: string;
  calendar: Calendar | "guess";
  /** The ids of those who work here, by `foldText` of their names and emails. */
  owners?: ReadonlyMap<string, Id<"usr">>;
  /** Stands before the codes of this file, so that those of two programs do not meet. */
  codePrefix?: string;
  /** What every row is that does not say itself. */
  kind?: "organisation";
  /** The fields that the workspace has added. */
  fields?: readonly CustomField[];
  /** The ids of customers that cells of links name, by the text of the cell: an id or a code. */
  links?: ReadonlyMap<string, string>;
};

/** `warnings`: what was not understood and stands in the notes as `heading: text`. */
export type ImportDecision =
  | { customer: NewCustomer; warnings: RowReason[]; worksAt?: WorksAt }
  | { refused: RowReason[] };

/** Whom a person works for, as the row says; the notes say it as well, since nobody may be found by that name. */
export type WorksAt = { name: string; title?: string };

/** In characters; a phone, a date or a name this long is a broken file. */
const MAX_CELL = 2000;
/** Of a phone as typed, in its shape. */
const MAX_RAW = 60;
/** Of what somebody is in a company, as a relation's note takes it. */
const MAX_TITLE = 80;

/**
 * The customer that a row of a file describes. A row needs a name (or a given or family name, or an organisation,
 * which then is the customer) and one usable phone, email or code; otherwise it is refused with
 * every reason. What else cannot be read does not refuse it: the text is kept in the notes, with a
 * warning, and so is what a customer has no field for (a person's organisation and job title).
 */
export function decideImportRow(
  columns: readonly ImportColumn[],
  texts: readonly string[],
  options: ImportRowOptions,
): ImportDecision {
  const row = rowOf(columns, texts);
  const tooLong = row.cells.filter(({ field, text }) => text.length > MAX_CELL && text.length > mostOf(field));
  if (tooLong.length > 0) return { refused: tooLong.map((cell) => reason(IMPORT_PROBLEMS.tooLong, cell)) };

  const names = readNames(row, options.kind);
  const contacts = readContacts(row, options);
  const customer = {
    ...names,
    ...contacts.found,
    relation: single(row, "relation", (text) => readRelation(text) ?? IMPORT_PROBLEMS.unknownWord),
    lifecycleStage: single(row, "lifecycleStage", (text) => readLifecycleStage(text) ?? IMPORT_PROBLEMS.unknownWord),
    birthOn: single(row, "birthOn", (text, cell) => readDate(text, cell, options.calendar)),
    occasions: [...(readOccasions(row, options.calendar) ?? []), ...readMoreOccasions(row)],
    ownerId: single(row, "owner", (text) => options.owners?.get(foldText(text)) ?? IMPORT_PROBLEMS.owner),
    nationalId: single(row, "nationalId", (text) => parseNationalId(text) ?? IMPORT_PROBLEMS.nationalId),
    iban: single(row, "iban", (text) => parseIban(text) ?? IMPORT_PROBLEMS.iban),
    source: single(row, "source", asItIs),
    tags: readTags(row),
    addresses: [...(readAddresses(row) ?? []), ...readMoreAddresses(row)],
    preferredChannel: single(row, "preferredChannel", (text) => readChannel(text) ?? IMPORT_PROBLEMS.unknownWord),
    language: single(row, "language", (text) => readLanguage(text) ?? IMPORT_PROBLEMS.unknownWord),
    timeZone: single(row, "timeZone", (text) => (isTimeZone(text.trim()) ? text.trim() : IMPORT_PROBLEMS.unknownWord)),
    consents: readConsents(row),
    custom: readCustom(row, options),
    // Last: it takes what the others left.
    notes: readNotes(row),
  };

  const refused: RowReason[] = names.name ? [] : [IMPORT_PROBLEMS.nameMissing];
  if (!contacts.isReachable) refused.push(IMPORT_PROBLEMS.noContact, ...contacts.unread);
  const checked = newCustomerShape.safeParse(withoutEmpty(customer));
  for (const { code, path } of checked.error?.issues ?? []) {
    const isList = path.length === 1 && Array.isArray(customer[path[0] as keyof typeof customer]);
    const problem = code !== "too_big" ? "notAllowed" : isList ? "tooMany" : "tooLong";
    refused.push({ ...IMPORT_PROBLEMS[problem], path: path.join(".") });
  }
  if (!checked.success || refused.length > 0) return { refused };
  const worksAt = names.kind === "organisation" ? undefined : readEmployer(row, names.name ?? "");
  return { customer: checked.data, warnings: row.warnings, ...(worksAt && { worksAt }) };
}

function mostOf(field: string): number {
  return /^(?:notes|custom\.)/.test(field) ? LIMITS.notes : MAX_CELL;
}

function readEmployer(row: Row, ownName: string): WorksAt | undefined {
  const textOf = (field: string) => cleanText(cellsOf(row, field)[0]?.text ?? "");
  const [name, title] = [textOf("organisation"), textOf("jobTitle")];
  if (name === "" || foldText(name) === foldText(ownName)) return undefined;
  return { name, ...(title && { title: [...title].slice(0, MAX_TITLE).join("") }) };
}

function readNames(row: Row, usual?: "organisation"): Pick<NewCustomer, "name" | "givenName" | "familyName" | "kind"> {
  const givenName = single(row, "givenName", asItIs);
  const familyName = single(row, "familyName", asItIs);
  const middleName = single(row, "middleName", asItIs);
  const personal = single(row, "name", asItIs) || [givenName, middleName, familyName].filter(Boolean).join(" ");
  const kind = single(row, "kind", (text) => readKind(text) ?? IMPORT_PROBLEMS.unknownWord);

  const [organisation, ...others] = cellsOf(row, "organisation");
  const name = personal || (organisation && cleanText(organisation.text));
  const told = new Set([foldText(name ?? "")]);
  const more = cellsOf(row, "jobTitle");
  for (const cell of [...(organisation ? [organisation] : []), ...others, ...more]) {
    // Exports often say the company in two columns.
    if (!told.has(foldText(cell.text))) keep(row, cell);
    told.add(foldText(cell.text));
  }
  return { name, givenName, familyName, kind: kind ?? (name && !personal ? "organisation" : usual) };
}

const CONTACT = /^(?:phone|email)(?:\.|$)/;

function readContacts(row: Row, { region: usual, codePrefix = "" }: ImportRowOptions) {
  const region = single(row, "phoneCountry", readCountry) ?? usual;
  const phones = new Map<string, NonNullable<NewCustomer["phones"]>[number]>();
  const emails = new Map<string, NonNullable<NewCustomer["emails"]>[number]>();
  const unread: RowReason[] = [];
  const giveUp = (cell: Cell, problem: ImportProblem) => {
    unread.push(reason(problem, cell));
    if (!isPlaceholder(cell.text)) keep(row, cell, problem);
  };

  for (const cell of row.cells) {
    if (!CONTACT.test(cell.field)) continue;
    const [field, place] = cell.field.split(".");
    const label = cell.label ?? place;
    if (field === "phone") {
      const read = readPhoneCell(cell.text, region);
      if (!read.isWhole) giveUp(cell, IMPORT_PROBLEMS.phone);
      for (const { number, extension, raw } of read.phones) {
        const key = `${number};${extension ?? ""}`;
        if (raw.length > MAX_RAW && read.isWhole) keep(row, cell);
        const typed = raw.length > MAX_RAW ? undefined : cleanText(raw);
        if (!phones.has(key)) phones.set(key, { number, extension, label, raw: typed });
      }
    }
    if (field === "email") {
      const read = readEmailCell(cell.text);
      if (!read.isWhole) giveUp(cell, IMPORT_PROBLEMS.email);
      for (const address of read.emails) if (!emails.has(address)) emails.set(address, { address, label });
    }
  }

  const own = single(row, "code", inLatinDigits);
  const code = own && codePrefix + own;
  const found = {
    phones: [...phones.values()].map(withoutEmpty),
    emails: [...emails.values()].map(withoutEmpty),
    code,
  };
  return { found, unread, isReachable: phones.size > 0 || emails.size > 0 || code !== undefined };
}

function inLatinDigits(text: string): string {
  return toLatinDigits(cleanText(text));
}

function readCountry(text: string): string {
  return /^[A-Za-z]{2}$/.test(text.trim()) ? text.trim().toUpperCase() : "";
}

function readCustom(row: Row, { fields = [], links, calendar }: ImportRowOptions): CustomValues | undefined {
  if (fields.length === 0) return undefined;
  return readCustomCells(row, fields, (cell) => ({
    date: (text) => {
      const on = readDate(text, cell, calendar);
      return typeof on === "string" ? on : null;
    },
    customer: (text) => links?.get(text) ?? null,
  }));
}

function readDate(text: string, { dates }: Cell, calendar: Calendar | "guess"): string | ImportProblem {
  const date = readImportDate(text, dates ?? { calendar: calendar === "guess" ? "byYear" : calendar });
  if ("on" in date) return date.on;
  return date.error === "noSuchDay" ? IMPORT_PROBLEMS.noSuchDay : IMPORT_PROBLEMS.birthOn;
}

/** Anniversaries and the like: their name is what the column of kinds says, or the heading. */
function readOccasions(row: Row, calendar: Calendar | "guess"): NewCustomer["occasions"] {
  const occasions: NonNullable<NewCustomer["occasions"]> = [];
  for (const cell of cellsOf(row, "occasion")) {
    const on = readDate(cell.text, cell, calendar);
    const name = [...(cell.label ?? cleanText(cell.heading))].slice(0, 80).join("");
    if (typeof on !== "string") keep(row, cell, on);
    else occasions.push({ name: name || "·", on, calendar: writtenAs(cell.text)?.calendar ?? "gregorian" });
  }
  return occasions;
}

const SYSTEM_TAG = /^\*\s*(?:myContacts|starred|my contacts)$/i;

function readTags(row: Row): string[] {
  const tags = cellsOf(row, "tags").flatMap(({ text }) => listIn(text) ?? readWords(text));
  const named = tags.map((tag) => cleanText(tag)).filter((tag) => !SYSTEM_TAG.test(tag));
  return [...new Set(named.map((tag) => tag.replace(/^\*\s*/, "")).filter((tag) => tag !== ""))];
}

/** Lists of words come as JSON too: `["vip","nowruz"]`. */
function listIn(text: string): string[] | null {
  if (!/^\s*\[/.test(text)) return null;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : null;
  } catch {
    return null;
  }
}

const PLACES = ["", ".other"].map((place) => ({
  usual: place.slice(1),
  country: `country${place}`,
  region: `region${place}`,
  city: `city${place}`,
  street: `street${place}`,
  postalCode: `postalCode${place}`,
}));

function readAddresses(row: Row): NewCustomer["addresses"] {
  return PLACES.flatMap(({ usual, ...fields }) => {
    const parts = Object.values(fields);
    if (!parts.some((field) => row.of.has(field))) return [];
    const address = withoutEmpty({
      country: single(row, fields.country, asItIs),
      region: single(row, fields.region, asItIs),
      city: single(row, fields.city, asItIs),
      street: single(row, fields.street, asItIs),
      postalCode: single(row, fields.postalCode, inLatinDigits),
    });
    if (Object.keys(address).length === 0) return [];
    const label = row.cells.find((cell) => cell.label && parts.includes(cell.field))?.label ?? usual;
    return [withoutEmpty({ label, ...address })];
  });
}

function readMoreAddresses(row: Row): NonNullable<NewCustomer["addresses"]> {
  return cellsOf(row, "address.more").flatMap(({ text }) => readAddressLines(text));
}

function readMoreOccasions(row: Row): NonNullable<NewCustomer["occasions"]> {
  return cellsOf(row, "occasion.more").flatMap((cell) => {
    const { occasions, unread } = readOccasionLines(cell.text);
    for (const text of unread) keep(row, { ...cell, text }, IMPORT_PROBLEMS.birthOn);
    return occasions;
  });
}

function readConsents(row: Row): NewCustomer["consents"] {
  const consents: NonNullable<NewCustomer["consents"]> = {};
  for (const cell of row.cells) {
    if (!cell.field.startsWith("consents.")) continue;
    const channel = cell.field.slice("consents.".length);
    const consent = readConsent(cell.text);
    if (consent) consents[channel as keyof typeof consents] = consent;
    else keep(row, cell, IMPORT_PROBLEMS.unknownWord);
  }
  return Object.keys(consents).length > 0 ? consents : undefined;
}

function readNotes(row: Row): string {
  const notes = row.cells.filter(({ field }) => field === "notes" || field === "notes.labelled");
  const first = notes.find(({ field }) => field === "notes");
  const texts = notes.map((cell) => {
    const clean = cleanText(cell.text, { multiline: true });
    return cell === first ? clean : `${cell.label ?? cleanText(cell.heading)}: ${clean}`;
  });
  return [...texts, ...row.kept].join("\n");
}
