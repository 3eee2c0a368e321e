import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const PERSIAN_GIVEN =
  "نیلوفر کیان مهسا آرش پریسا بهرام شیرین داریوش لاله سهراب یاسمن فرهاد رویا کاوه نرگس مازیار هستی سیاوش غزل بابک".split(
    " ",
  );
const PERSIAN_FAMILY =
  "رضایی کاظمی موسوی شریفی جلالی صادقی نوری زارعی قاسمی اکبری سلطانی یزدانی طاهری مرادی فراهانی گیلانی خسروی ملکی پاکزاد امینی".split(
    " ",
  );
const LATIN_GIVEN =
  "Ann Tom Clara Hugo Mina Leon Ruth Oscar Ella Ivan Nora Felix Greta Marco Lucy Simon Edith Paul Vera John".split(" ");
const LATIN_FAMILY =
  "Baker Fischer Moreau Rossi Novak Larsen Dupont Weber Silva Kaya Murphy Jansen Costa Meyer Clarke Horvat Olsen Ricci Braun Ward".split(
    " ",
  );
const PERSIAN_THIRD = [..."آبپتجخدرزسشعفکگلمنوه"];
const LATIN_THIRD = [..."ABCDEFGHIJKLMNOPRSTV"];
const CITIES = ["تهران", "شیراز", "اصفهان", "Tabriz", "London"];

/** Where one customer in a hundred lives, evenly over the list. */
export const RARE_CITY = "یزد";

export type SampleCustomer = { name: string; phones: [string, string]; email: string; city: string };

/** Customer number `at` (below a million): two of three are Persian, and no two share a phone or an email. */
export function sampleCustomer(at: number): SampleCustomer {
  const isPersian = at % 3 !== 2;
  const [given, family] = isPersian ? [PERSIAN_GIVEN, PERSIAN_FAMILY] : [LATIN_GIVEN, LATIN_FAMILY];
  const dice = scattered(at);
  const pick = <T>(from: readonly T[], digit: number) => from[Math.floor(dice / 20 ** digit) % from.length]!;
  const name = `${pick(given, 0)} ${pick(family, 1)} ${pick(isPersian ? PERSIAN_THIRD : LATIN_THIRD, 2)}`;
  const phones: [string, string] = isPersian
    ? [`0912${digits(spread(at, 7), 7)}`, `021${22_000_000 + spread(at, 7)}`]
    : [`+447911${digits(spread(at, 6), 6)}`, `+4420${70_000_000 + spread(at, 6)}`];
  const email = `${LATIN_FAMILY[dice % 20]!.toLowerCase()}.${spread(at, 7)}@example.${isPersian ? "ir" : "com"}`;
  return { name, phones, email, city: at % 100 === 37 ? RARE_CITY : CITIES[at % 5]! };
}

/** A file of the first `count` customers, as an import takes it. */
export async function writeSampleFile(path: string, count: number): Promise<void> {
  await pipeline(Readable.from(lines(0, count)), createWriteStream(path));
}

/** The same as text, of `count` customers from number `from` on. */
export function sampleFile(from: number, count: number): string {
  return [...lines(from, count)].join("");
}

function* lines(from: number, count: number): Generator<string> {
  yield "name,mobile,home phone,email,city\n";
  for (let at = from; at < from + count; at++) {
    const { name, phones, email, city } = sampleCustomer(at);
    yield `${name},${phones.join(",")},${email},${city}\n`;
  }
}

/** Another number of so many digits for each `at`, in no order: real numbers do not come in theirs. */
function spread(at: number, length: number): number {
  return (at * 7919 + 1234) % 10 ** length;
}

function digits(at: number, length: number): string {
  return String(at).padStart(length, "0");
}

/** The same number for the same `at`, and no pattern from one to the next: lists by name shall not know the order of creation. */
function scattered(at: number): number {
  const mixed = Math.imul((at + 1) ^ ((at + 1) >>> 7), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77) >>> 0;
}
