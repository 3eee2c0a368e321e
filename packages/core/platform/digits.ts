/** Persian (۰–۹) and Arabic-Indic (٠–٩) digits become 0–9; everything else stays as it is. */
export function toLatinDigits(text: string): string {
  // The low four bits of both digit blocks are the digit's value.
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** 0–9 and Arabic-Indic digits become Persian ones (۰–۹), for display. */
export function toPersianDigits(text: string): string {
  return text.replace(/[0-9٠-٩]/g, (digit) => String.fromCharCode(0x06f0 + (digit.charCodeAt(0) & 0xf)));
}
