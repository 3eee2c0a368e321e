import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { gzipSync } from "node:zlib";

export type Bytes = { raw: number; gzipped: number; files: number };

// Bundlers write `from"./a.js"` and `import"./a.js"` for what a module needs first, `import("./a.js")` for what it may need.
const FIRST = /(?:\bfrom|\bimport)\s*["'](\.\.?\/[^"']+)["']/g;
const LATER = /\bimport\(\s*["'`](\.\.?\/[^"'`]+)["'`]\s*\)/g;

/** The built files under `folder` that `entries` load before they run, themselves included. */
export function loadedFirst(folder: string, entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    if (/\.m?js$/.test(name)) for (const next of linksOf(folder, name, FIRST)) visit(next);
  };
  for (const entry of entries) visit(entry);
  return found;
}

/** The modules that those files load only when they come to it. */
export function loadedLater(folder: string, names: Iterable<string>): Set<string> {
  const modules = [...names].filter((name) => /\.m?js$/.test(name));
  return new Set(modules.flatMap((name) => linksOf(folder, name, LATER)));
}

/** Their size together, each file gzipped by itself, as a server sends them. */
export function bytesOf(folder: string, names: Iterable<string>): Bytes {
  const sum: Bytes = { raw: 0, gzipped: 0, files: 0 };
  for (const name of names) {
    const bytes = readFileSync(posix.join(folder, name));
    sum.raw += bytes.length;
    sum.gzipped += gzipSync(bytes, { level: 9 }).length;
    sum.files += 1;
  }
  return sum;
}

function linksOf(folder: string, name: string, pattern: RegExp): string[] {
  const text = readFileSync(posix.join(folder, name), "utf8");
  const links = [...text.matchAll(pattern)].map(([, link]) => posix.join(posix.dirname(name), link!));
  // A text inside the module can look like an import; what is no file is none.
  return links.filter((link) => existsSync(posix.join(folder, link)));
}
