import type { HttpFigures } from "./http.ts";
import { HTTP_OPERATIONS, type HttpOperation } from "./http-operations.ts";
import { atLeast, atMost, type Table } from "./report.ts";

/** p50 in ms with one client: ours at most; and for orientation three others at 96 000 contacts on a machine of this kind. */
type Target = { p50Ms: number; directus?: number; espoCrm?: number; tryton?: number };
const TARGETS: { [name in HttpOperation]?: Target } = {
  get: { p50Ms: 3.9, directus: 7.7, espoCrm: 23 },
  listNewest: { p50Ms: 9.5, directus: 19, espoCrm: 48 },
  listByName: { p50Ms: 9.5, directus: 19, espoCrm: 48 },
  filterOnePercent: { p50Ms: 12, directus: 12, espoCrm: 88 },
  searchName: { p50Ms: 15, directus: 221, espoCrm: 455, tryton: 149 },
  searchEmail: { p50Ms: 15 },
  searchPhone: { p50Ms: 15 },
  create: { p50Ms: 14, directus: 14, espoCrm: 627 },
};
const AT_90 = { directus: 37, espoCrm: 1546 };
/** By email the three answer within this range. */
const SEARCH_EMAIL = "189–596";
/** What still counts as «the same»: two short measurements of one thing differ by about this much. */
const SAME = 1.3;
/** With everything that follows from the rows; and memory at the highest. */
const IMPORT = { rowsPerSecond: 2000, peakMb: 400, directus: 926, espoCrm: 105 };
const IDLE = { mb: 100, directus: 239, espoCrm: 205 };
const FULL_PAGE = 5000;
const LATER_START_SECONDS = 3;

export type HttpFiguresBySize = Record<string, HttpFigures>;

export function httpTables(sizes: HttpFiguresBySize): Table[] {
  const tables = Object.entries(sizes).flatMap(([size, figures]) => [...speeds(size, figures), machine(size, figures)]);
  return Object.keys(sizes).length > 1 ? [...tables, growth(sizes)] : tables;
}

function speeds(size: string, { clients }: HttpFigures): Table[] {
  return Object.entries(clients).map(([count, speedOf]) => ({
    title: `HTTP on SQLite, ${size} customers, ${count} at once (the quietest of three rounds)`,
    headings: ["", "p50 ms", "p99 ms", "a second", "target p50", "Directus", "EspoCRM", "Tryton"],
    rows: HTTP_OPERATIONS.flatMap((name) => {
      const speed = speedOf[name];
      if (!speed) return [];
      const { p50Ms, p99Ms, perSecond } = speed;
      const others: Partial<Target> | undefined = name === "pageAt90" ? AT_90 : TARGETS[name];
      const peers =
        name === "searchEmail"
          ? [SEARCH_EMAIL, SEARCH_EMAIL, SEARCH_EMAIL]
          : [others?.directus, others?.espoCrm, others?.tryton];
      const target = name === "pageAt90" ? (speedOf.listNewest?.p50Ms ?? Number.NaN) * SAME : TARGETS[name]?.p50Ms;
      const shown = name === "pageAt90" ? "as page 1" : target && `≤ ${target}`;
      return {
        cells: [name, p50Ms, p99Ms, Math.round(perSecond), shown, ...peers],
        verdict: count === "1" ? atMost(p50Ms, target) : undefined,
      };
    }),
  }));
}

function machine(size: string, figures: HttpFigures): Table {
  const { memory, import: imported, laterStartSeconds } = figures;
  return {
    title: `The server with ${size} customers`,
    headings: ["", "", "target", "Directus", "EspoCRM"],
    rows: [
      {
        cells: [
          "import, search rows and look-ups counted, rows a second",
          Math.round(imported.rowsPerSecond),
          `≥ ${IMPORT.rowsPerSecond}`,
          IMPORT.directus,
          IMPORT.espoCrm,
        ],
        verdict: atLeast(imported.rowsPerSecond, IMPORT.rowsPerSecond),
      },
      {
        cells: [
          "import, pairs of duplicates and all else that follows counted as well",
          Math.round(imported.followedUp.rowsPerSecond),
        ],
      },
      { cells: ["import, whole command, seconds", imported.commandSeconds] },
      { cells: ["import, followed up after so many more seconds", imported.deliveredAfterSeconds] },
      {
        cells: ["memory at the import's peak, MB", imported.peakMb, `< ${IMPORT.peakMb}`],
        verdict: atMost(imported.peakMb, IMPORT.peakMb),
      },
      { cells: ["export to CSV, rows a second", Math.round(figures.export.csv.rowsPerSecond)] },
      { cells: ["memory at its peak, MB", figures.export.csv.peakMb] },
      { cells: ["export to XLSX, rows a second", Math.round(figures.export.xlsx.rowsPerSecond)] },
      { cells: ["memory at its peak, MB", figures.export.xlsx.peakMb] },
      { cells: ["revert of the import, rows a second", Math.round(figures.revert.rowsPerSecond)] },
      { cells: ["memory at its peak, MB", figures.revert.peakMb] },
      { cells: ["memory of an empty workspace, MB", memory.emptyMb] },
      {
        cells: ["memory idle, MB", memory.idleMb, `< ${IDLE.mb}`, IDLE.directus, IDLE.espoCrm],
        verdict: atMost(memory.idleMb, IDLE.mb),
      },
      { cells: ["memory after the load, MB", memory.afterLoadMb] },
      { cells: ["memory at the load's peak, MB", memory.loadPeakMb] },
      {
        cells: ["later start, seconds", laterStartSeconds, `< ${LATER_START_SECONDS}`],
        verdict: atMost(laterStartSeconds, LATER_START_SECONDS),
      },
    ],
  };
}

function growth(sizes: HttpFiguresBySize): Table {
  const ordered = Object.keys(sizes).sort((a, b) => Number(a) - Number(b));
  return {
    title: "p50 ms with one client as the base grows",
    headings: ["", ...ordered, "largest ÷ smallest", "target"],
    rows: HTTP_OPERATIONS.map((name) => {
      const found = ordered.map((size) => sizes[size]?.clients["1"]?.[name]?.p50Ms);
      // Where a hundredth is less than a page, a filter has less to give.
      const first = name === "filterOnePercent" ? ordered.findIndex((size) => Number(size) >= FULL_PAGE) : 0;
      const ratio = (found.at(-1) ?? Number.NaN) / (found[first] ?? Number.NaN);
      return { cells: [name, ...found, ratio, "as at the smallest"], verdict: atMost(ratio, SAME) };
    }),
  };
}
