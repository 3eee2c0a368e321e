// GSM 03.38, the basic alphabet and its extension table.
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

export type TextParts = {
  encoding: "gsm7" | "ucs2";
  /** As the network counts: a Persian letter is one, most emoji two, «€» in a Latin text two. */
  units: number;
  parts: number;
  /** Units that the last part has room for. */
  left: number;
};

const ROOM = { gsm7: { one: 160, more: 153 }, ucs2: { one: 70, more: 67 } };

/** How many parts an SMS counts. A text with any letter outside GSM 03.38, such as a Persian one, is UCS-2 whole. */
export function countParts(text: string): TextParts {
  const letters = [...text];
  const encoding = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter)) ? "gsm7" : "ucs2";
  const sizes = letters.map((letter) => (encoding === "ucs2" ? letter.length : EXTENDED.has(letter) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { one, more } = ROOM[encoding];
  if (units <= one) return { encoding, units, parts: 1, left: one - units };
  let parts = 1;
  let used = 0;
  // A letter of two units is never cut in the middle.
  for (const size of sizes) {
    if (used + size > more) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, parts, left: more - used };
}
