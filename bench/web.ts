import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { atMost, type Table } from "./report.ts";
import { type Bytes, bytesOf, loadedFirst, loadedLater } from "./static-graph.ts";

export type WebFigures = {
  shellJs: Bytes;
  shellCss: Bytes;
  fonts: Bytes;
  /** What each part that is loaded later adds to the shell: its own chunk and those only it needs. */
  later: Record<string, Bytes>;
  /** All the JavaScript of a first visit: the shell, one language and the list of customers. */
  firstVisitJs: Bytes;
};

const DIST = "dist/web";
const SHELL_JS_KB = 120;
const FIRST_VISIT = ["fa", "customers.page"];

/** The bytes of the app: what `index.html` loads before anything shows, and what each screen adds. */
export function measureWeb(): WebFigures {
  const html = readFileSync(join(DIST, "index.html"), "utf8");
  const linked = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, to]) => to!,
  );
  if (linked.length === 0) throw new Error(`${DIST}/index.html loads no script.`);
  const shell = loadedFirst(DIST, linked);
  const of = (ending: string) => [...shell].filter((name) => name.endsWith(ending));
  const later: Record<string, Bytes> = {};
  const firstVisit = new Set(of(".js"));
  const visit = (names: Iterable<string>) => {
    for (const name of loadedLater(DIST, names)) {
      const label = name.replace(/^assets\//, "").replace(/-[\w-]{8}\.js$/, "");
      if (label in later || shell.has(name)) continue;
      const own = loadedFirst(DIST, [name]);
      if (FIRST_VISIT.includes(label)) for (const file of own) firstVisit.add(file);
      later[label] = bytesOf(
        DIST,
        [...own].filter((file) => !shell.has(file)),
      );
      visit(own);
    }
  };
  visit(shell);
  const fonts = readdirSync(join(DIST, "assets")).filter((name) => name.endsWith(".woff2"));
  return {
    shellJs: bytesOf(DIST, of(".js")),
    shellCss: bytesOf(DIST, of(".css")),
    fonts: bytesOf(
      DIST,
      fonts.map((name) => `assets/${name}`),
    ),
    later,
    firstVisitJs: bytesOf(DIST, firstVisit),
  };
}

export function webTable({ shellJs, shellCss, fonts, later, firstVisitJs }: WebFigures): Table {
  const kb = ({ raw, gzipped, files }: Bytes) => [gzipped / 1000, raw / 1000, files];
  return {
    title: "The app: bytes before the shell shows, and what each screen adds",
    headings: ["", "kB gzipped", "kB raw", "files", "target"],
    rows: [
      {
        cells: ["shell, JavaScript", ...kb(shellJs), `≤ ${SHELL_JS_KB}`],
        verdict: atMost(shellJs.gzipped / 1000, SHELL_JS_KB),
      },
      {
        cells: ["first visit to the customers, JavaScript", ...kb(firstVisitJs), `≤ ${SHELL_JS_KB}`],
        verdict: atMost(firstVisitJs.gzipped / 1000, SHELL_JS_KB),
      },
      { cells: ["shell, CSS", ...kb(shellCss)] },
      { cells: ["fonts, as the text needs them", ...kb(fonts)] },
      ...Object.entries(later)
        .sort(([, a], [, b]) => b.gzipped - a.gzipped)
        .map(([label, bytes]) => ({ cells: [`+ ${label}`, ...kb(bytes)] })),
    ],
  };
}
