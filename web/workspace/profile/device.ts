export type Device = { browser: string | null; system: string | null; isPhone: boolean };

/** The first that fits: browsers name each other, so the one that says most stands first. */
const BROWSERS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Firefox\/|FxiOS/, "Firefox"],
  [/Chrom(?:e|ium)\/|CriOS/, "Chrome"],
  [/Safari\//, "Safari"],
  [/^node$|undici/i, "Node.js"],
  [/^curl\//, "curl"],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

/** What a user agent says of itself, as people call it. */
export function deviceOf(agent: string): Device {
  const first = (list: [RegExp, string][]) => list.find(([shape]) => shape.test(agent))?.[1] ?? null;
  return { browser: first(BROWSERS), system: first(SYSTEMS), isPhone: /iPhone|iPod|Android.*Mobile/.test(agent) };
}
