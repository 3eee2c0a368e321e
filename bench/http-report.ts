import type { HttpFigures } from "./http.ts";
import { HTTP_OPERATIONS, type HttpOperation } from "./http-operations.ts";
import { atLeast, atMost, type Table } from "./report.ts";

/** p50 in ms with one client: ours at most; and for orientation two others at 96 000 contacts on a machine of this kind. */
const TARGETS: { [name in HttpOperation]?: { p50Ms: number; directus: number; espoCrm: number } } = {
  get: { p50Ms: 3.9, directus: 7.7, espoCrm: 23 },
  listNewest: { p50Ms: 9.5, directus: 19, espoCrm: 48 },
  listByName: { p50Ms: 9.5, directus: 19, espoCrm: 48 },
  create: { p50Ms: 14, directus: 14, espoCrm: 627 },
};
const AT_90 = { directus: 37, espoCrm: 1546 };
/** What still counts as «the same»: two short measurements of one thing differ by about this much. */
const SAME = 1.3;
const IMPORT = { rowsPerSecond: 2000, directus: 926, espoCrm: 105 };
const IDLE = { mb: 100, directus: 239, espoCrm: 205 };
const LATER_START_SECONDS = 3;

export type HttpFiguresBySize = Record<string, HttpFigures>;

export function httpTables(sizes: HttpFiguresBySize): Table[] {
  const tables = Object.entries(sizes).flatMap(([size, figures]) => [...speeds(size, figures), machine(size, figures)]);
  return Object.keys(sizes).length > 1 ? [...tables, growth(sizes)] : tables;
}

function speeds(size: string, { clients }: HttpFigures): Table[] {
  return Object.entries(clients).map(([count, speedOf]) => ({
    title: `HTTP on SQLite, ${size} customers, ${count} at once (the quietest of three rounds)`,
    headings: ["", "p50 ms", "p99 ms", "a second", "target p50", "Directus", "EspoCRM"],
    rows: HTTP_OPERATIONS.flatMap((name) => {
      const speed = speedOf[name];
      if (!speed) return [];
      const { p50Ms, p99Ms, perSecond } = speed;
      const others = name === "pageAt90" ? AT_90 : TARGETS[name];
      const target = name === "pageAt90" ? (speedOf.listNewest?.p50Ms ?? Number.NaN) * SAME : TARGETS[name]?.p50Ms;
      const shown = name === "pageAt90" ? "as page 1" : target && `≤ ${target}`;
      return {
        cells: [name, p50Ms, p99Ms, Math.round(perSecond), shown, others?.directus, others?.espoCrm],
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
          "import, rows a second",
          Math.round(imported.rowsPerSecond),
          `≥ ${IMPORT.rowsPerSecond}`,
          IMPORT.directus,
          IMPORT.espoCrm,
        ],
        verdict: atLeast(imported.rowsPerSecond, IMPORT.rowsPerSecond),
      },
      { cells: ["import, whole command, seconds", imported.commandSeconds] },
      { cells: ["import, followed up after so many more seconds", imported.deliveredAfterSeconds] },
      { cells: ["memory at the import's peak, MB", memory.importPeakMb] },
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
      const ratio = (found.at(-1) ?? Number.NaN) / (found[0] ?? Number.NaN);
      return { cells: [name, ...found, ratio, "as at the smallest"], verdict: atMost(ratio, SAME) };
    }),
  };
}
