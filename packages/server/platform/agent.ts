const PROGRAMS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
  [/\bpython/i, "Python"],
  [/\b(node|undici)\b/i, "Node"],
  [/\bokhttp\b/i, "Android app"],
  [/\bDart\b/, "Dart"],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

const nameIn = (names: typeof PROGRAMS, text: string) => names.find(([pattern]) => pattern.test(text))?.[1];

/** What kind of program asks: `Firefox/Windows`. Its own words are not kept: they are anybody's, and may be long. */
export function agentOf(userAgent: string | null): { agent?: string } {
  if (!userAgent) return {};
  const text = userAgent.slice(0, 400);
  const found = [nameIn(PROGRAMS, text), nameIn(SYSTEMS, text)].filter((name) => name !== undefined);
  return found.length > 0 ? { agent: found.join("/") } : {};
}
