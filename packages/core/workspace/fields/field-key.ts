import { FIELD_LIMITS, type Labels } from "../../platform/custom-fields/definition.ts";

/**
 * A free key made from an English label (`Plate number` gives `plateNumber`); without one, `fallback` and the first free
 * number. At most thirty letters, all of them ASCII.
 */
export function keyFrom({ en, fa }: Labels, taken: ReadonlySet<string>, fallback: string): string {
  const words = (en ?? fa ?? "").normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  const camel = words.map((word, at) => (at === 0 ? word.toLowerCase() : capitalised(word.toLowerCase()))).join("");
  const base = camel.replace(/^\d+/, "").slice(0, FIELD_LIMITS.key);
  if (base !== "" && !taken.has(base)) return base;
  const stem = base === "" ? fallback : base.slice(0, FIELD_LIMITS.key - 3);
  for (let n = base === "" ? 1 : 2; ; n++) if (!taken.has(stem + n)) return stem + n;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
