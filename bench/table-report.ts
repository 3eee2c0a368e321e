import type { Cost } from "./metered-workspace.ts";
import { atMost, type Table } from "./report.ts";
import { growing, TABLE_OPERATIONS, type TableCosts, type TableOperation } from "./table.ts";

/** Depth after the actor is known, and write units with everything that follows. Held by `test/budgets.test.ts`. */
export const BUDGETS: { [name in TableOperation]?: { depth?: number; writeUnits?: number } } = {
  get: { depth: 1 },
  customerPage: { depth: 1 },
  listNewest: { depth: 1 },
  create: { writeUnits: 32 },
  log: { writeUnits: 16 },
};

export type TableFigures = { bySize: Record<string, TableCosts>; growing: TableOperation[] };

export function tableFigures(bySize: Record<string, TableCosts>): TableFigures {
  return { bySize, growing: growing(bySize) };
}

export function tableTables({ bySize, growing }: TableFigures): Table[] {
  const [size, costs] = Object.entries(bySize).at(-1)!;
  const units = ({ readUnits, writeUnits }: Cost) => `${round(readUnits)} r ${round(writeUnits)} w`;
  const counted = TABLE_OPERATIONS.map((name) => {
    const { request, sequencer, subscribers, readUnits, writeUnits } = costs[name];
    const budget = BUDGETS[name];
    const depth = atMost(request.depth, budget?.depth);
    const written = atMost(writeUnits, budget?.writeUnits);
    const target = [budget?.depth && `depth ${budget.depth}`, budget?.writeUnits && `≤ ${budget.writeUnits} w`];
    const isOver = depth === "over" || written === "over";
    return {
      cells: [
        name,
        request.depth || null,
        round(request.requests),
        units(request),
        units(sequencer),
        units(subscribers),
        round(readUnits),
        round(writeUnits),
        target.filter(Boolean).join(", "),
      ],
      verdict: isOver ? ("over" as const) : (depth ?? written),
    };
  });
  const sizes = Object.keys(bySize).join(" and ");
  const title = `On the table port, ${size} customers: round trips one after another, requests, read and write units`;
  return [
    {
      title,
      headings: ["", "depth", "requests", "request", "sequencer", "subscribers", "read", "written", "target"],
      rows: counted,
    },
    {
      title: `What costs other at ${sizes} customers`,
      headings: ["", "target"],
      rows: [{ cells: [growing.join(", ") || "nothing", "nothing"], verdict: atMost(growing.length, 0) }],
    },
  ];
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
