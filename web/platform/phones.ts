import { formatPhone } from "#core/platform/phone.ts";
import { showDigits } from "./show.ts";

/** A stored number as people of this language read it. Show it left to right. */
export function showPhone(number: string): string {
  return showDigits(formatPhone(number));
}
