/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const hexOf = (rgb: Rgb) => `#${rgb.map((one) => Math.round(one).toString(16).padStart(2, "0")).join("")}`;

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map((one) => {
    const part = one / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How well one colour is read on the other, from 1 to 21 (WCAG 2.2, «contrast ratio»). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** `part` of the second colour in the first, from 0 to 1. */
export function mixed(one: string, other: string, part: number): string {
  const [a, b] = [rgbOf(one), rgbOf(other)];
  return hexOf(a.map((value, at) => value + ((b[at] as number) - value) * part) as unknown as Rgb);
}

const WHITE = "#ffffff";
const BLACK = "#000000";
const DARK_PAPER = "#14201f";
const READABLE = 4.5;
const STEPS = 50;

const DAY_SOFT = 0.12;
const NIGHT_SOFT = 0.18;

/** The first of ever more of `towards` that is read on the papers it makes. */
function readableOn(papers: (shade: string) => readonly string[], colour: string, towards: string): string {
  for (let step = 0; step <= STEPS; step++) {
    const next = mixed(colour, towards, step / STEPS);
    if (papers(next).every((paper) => contrast(next, paper) >= READABLE)) return next;
  }
  return towards;
}

export type Shades = { accent: string; strong: string; soft: string; on: string };

/** The shades of one colour that are readable by day and by night, whatever colour it is. `accent` is `#rrggbb`. */
export function shadesOf(accent: string): { light: Shades; dark: Shades } {
  const day = readableOn((shade) => [WHITE, mixed(WHITE, shade, DAY_SOFT)], accent, BLACK);
  const night = readableOn((shade) => [DARK_PAPER, mixed(DARK_PAPER, shade, NIGHT_SOFT)], accent, WHITE);
  return {
    light: { accent: day, strong: mixed(day, BLACK, 0.25), soft: mixed(WHITE, day, DAY_SOFT), on: WHITE },
    dark: {
      accent: night,
      strong: mixed(night, WHITE, 0.3),
      soft: mixed(DARK_PAPER, night, NIGHT_SOFT),
      on: readableOn(() => [night], mixed(night, BLACK, 0.8), BLACK),
    },
  };
}
