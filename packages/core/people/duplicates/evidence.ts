import { type FieldRules, hasNoRules, isHidden } from "../../platform/access/fields.ts";
import { foldText, foldWords } from "../../platform/fold.ts";
import type { Profile } from "../customers/index.ts";
import { sharesWord, soundsAlike } from "./sound.ts";

/** What speaks for two records being one customer, and what speaks against it, with how much it weighs. */
export const EVIDENCE_WEIGHTS = {
  nationalId: 60,
  email: 35,
  phone: 30,
  name: 20,
  nameTurned: 15,
  sound: 15,
  birthOn: 15,
  city: 10,
  commonPhone: 10,
  otherName: -5,
  otherBirthOn: -20,
  otherKind: -30,
  otherNationalId: -60,
} as const;

export type Evidence = keyof typeof EVIDENCE_WEIGHTS;
export const EVIDENCE = Object.keys(EVIDENCE_WEIGHTS) as [Evidence, ...Evidence[]];

/** From this score on two records are shown as a pair. A shared phone alone, or one name in one city, is just enough. */
export const LIKELY = 25;
/** From this score on they are almost surely one. */
export const STRONG = 45;
const HIGHEST = 100;

type Known = Pick<
  Profile,
  "kind" | "name" | "phones" | "emails" | "addresses" | "nationalId" | "birthOn" | "givenName" | "familyName"
>;

/**
 * What two records have in common and where they differ, strongest first, with the score (0 to 100).
 * `isCommon` tells of a phone or an email that belongs to many (a switchboard): alone it is no evidence.
 */
export function compareCustomers(
  one: Known,
  other: Known,
  isCommon: (lookUpKey: string) => boolean = () => false,
): { score: number; evidence: Evidence[] } {
  const found = new Set<Evidence>();
  const shares = (mine: string[], theirs: string[]) => mine.some((key) => theirs.includes(key) && !isCommon(key));
  if (shares(phoneKeys(one), phoneKeys(other))) found.add("phone");
  if (shares(emailKeys(one), emailKeys(other))) found.add("email");
  const many = (mine: string[], theirs: string[]) => mine.some((key) => theirs.includes(key) && isCommon(key));
  const name = nameEvidence(one.name, other.name);
  if (name) found.add(name);
  if (name && sharesCity(one, other)) found.add("city");
  if (name && many([...phoneKeys(one), ...emailKeys(one)], [...phoneKeys(other), ...emailKeys(other)])) {
    found.add("commonPhone");
  }
  if (one.nationalId && other.nationalId) {
    found.add(one.nationalId === other.nationalId ? "nationalId" : "otherNationalId");
  }
  if (one.birthOn && other.birthOn && (name || found.size > 0)) {
    found.add(one.birthOn === other.birthOn ? "birthOn" : "otherBirthOn");
  }
  if (!name && found.size > 0 && !sharesWord(one.name, other.name)) found.add("otherName");
  if (one.kind !== other.kind) found.add("otherKind");
  const evidence = [...found].sort((a, b) => EVIDENCE_WEIGHTS[b] - EVIDENCE_WEIGHTS[a]);
  const sum = evidence.reduce((total, kind) => total + EVIDENCE_WEIGHTS[kind], 0);
  return { score: Math.max(0, Math.min(HIGHEST, sum)), evidence };
}

function nameEvidence(one: string, other: string): "name" | "nameTurned" | "sound" | null {
  if (foldText(one) === foldText(other)) return "name";
  const turned = (text: string) => foldWords(text).sort().join(" ");
  if (turned(one) !== "" && turned(one) === turned(other)) return "nameTurned";
  return soundsAlike(one, other) ? "sound" : null;
}

const phoneKeys = ({ phones }: Known) => phones.map(({ number }) => `phone#${number}`);
const emailKeys = ({ emails }: Known) => emails.map(({ address }) => `email#${address}`);

function sharesCity(one: Known, other: Known): boolean {
  const cities = citiesOf(one);
  return citiesOf(other).some((city) => cities.includes(city));
}

/** The cities of a customer's addresses, folded, each once. */
export function citiesOf({ addresses }: Pick<Known, "addresses">): string[] {
  return [...new Set(addresses.flatMap(({ city }) => (city ? [foldText(city)] : [])))].filter(Boolean);
}

const FIELD_OF: Partial<Record<Evidence, string>> = {
  nationalId: "nationalId",
  otherNationalId: "nationalId",
  email: "emails",
  phone: "phones",
  commonPhone: "phones",
  birthOn: "birthOn",
  otherBirthOn: "birthOn",
  city: "addresses",
};

/** What speaks for a pair as somebody with these rules is told of it: null where what they may know does not make it one. */
export function maskedEvidence(
  rules: FieldRules,
  found: { score: number; evidence: Evidence[] },
): { score: number; evidence: Evidence[] } | null {
  if (hasNoRules(rules)) return found;
  const evidence = found.evidence.filter((kind) => !isHidden(rules, "customer", FIELD_OF[kind] ?? "name"));
  if (evidence.length === found.evidence.length) return found;
  const score = evidence.reduce((sum, kind) => sum + EVIDENCE_WEIGHTS[kind], 0);
  return score < LIKELY ? null : { score: Math.min(HIGHEST, score), evidence };
}
