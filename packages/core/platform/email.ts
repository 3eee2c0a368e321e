import { toLatinDigits } from "./digits.ts";

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
// A half-space is legal inside a label of a Persian domain.
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\u200c-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
const MAX_TYPED = 1000;
const EDGE = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/**
 * An email address in the one form we keep and compare: NFKC, lower-case, trimmed. Null when it is not a
 * plausible address: one `@`; an ASCII local part of at most 64 characters without quotes or stray dots
 * (the mail service carries no other); a domain of two or more legal labels, in any script, not ending
 * in a number; 254 characters in all (RFC 5321). Nothing is looked up.
 */
export function foldEmail(raw: string): string | null {
  if (raw.length > MAX_TYPED) return null;
  const text = raw.replace(EDGE, "").normalize("NFKC").toLowerCase().normalize("NFKC");
  const [typedLocal = "", domain = "", ...more] = text.split("@");
  const local = toLatinDigits(typedLocal);
  if (more.length > 0 || local.length > 64 || !LOCAL.test(local)) return null;

  const labels = domain.split(".");
  const last = labels.at(-1) ?? "";
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || !/\p{L}/u.test(last)) return null;

  const email = `${local}@${domain}`;
  return email.length <= 254 ? email : null;
}
