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
const CITIES = ["تهران", "شیراز", "اصفهان", "Tabriz", "London"];

export type SampleCustomer = { name: string; phones: [string, string]; email: string; city: string };

/** Customer number `at` (below a million): two of three are Persian, and no two share a phone or an email. */
export function sampleCustomer(at: number): SampleCustomer {
  const isPersian = at % 3 !== 2;
  const [given, family] = isPersian ? [PERSIAN_GIVEN, PERSIAN_FAMILY] : [LATIN_GIVEN, LATIN_FAMILY];
  const name = `${given[(at * 7) % given.length]} ${family[Math.floor(at / 7) % family.length]} ${middle(at)}`;
  const phones: [string, string] = isPersian
    ? [`0912${digits(at, 7)}`, `021${22_000_000 + at}`]
    : [`+447911${digits(at, 6)}`, `+4420${70_000_000 + at}`];
  return { name, phones, email: `customer.${at}@example.${isPersian ? "ir" : "com"}`, city: CITIES[at % 5]! };
}

/** A file of the first `count` customers, as an import takes it. */
export async function writeSampleFile(path: string, count: number): Promise<void> {
  await pipeline(Readable.from(lines(count)), createWriteStream(path));
}

function* lines(count: number): Generator<string> {
  yield "name,mobile,home phone,email,city\n";
  for (let at = 0; at < count; at++) {
    const { name, phones, email, city } = sampleCustomer(at);
    yield `${name},${phones.join(",")},${email},${city}\n`;
  }
}

function digits(at: number, length: number): string {
  return String(at).padStart(length, "0");
}

/** A third name, so that names are spread as a real company's are. */
function middle(at: number): string {
  const letters = "آبپتجخدرزسشعفکگلمنوه";
  return letters[Math.floor(at / 140) % letters.length]!;
}
