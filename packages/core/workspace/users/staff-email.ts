import { foldEmail } from "../../platform/email.ts";

const ASCII = /^[\x21-\x7e]+$/;

/**
 * The email of somebody who works here, in the one form it is kept and compared in: folded, its domain in ASCII
 * (`xn--…`), so that no letter can look like another. Null when it is no address.
 */
export function staffEmail(raw: string): string | null {
  const folded = foldEmail(raw);
  if (folded === null || ASCII.test(folded)) return folded;
  const at = folded.lastIndexOf("@");
  const domain = folded.slice(at + 1);
  if (!URL.canParse(`https://${domain}/`)) return null;
  const email = `${folded.slice(0, at)}@${new URL(`https://${domain}/`).hostname}`;
  return email.length <= 254 ? email : null;
}
