import { parseArgs } from "node:util";
import { billTable, measureBill } from "./bill.ts";
import { doorTable, measureDoor } from "./door.ts";
import { measureHttp, type Progress } from "./http.ts";
import { type HttpFiguresBySize, httpTables } from "./http-report.ts";
import { mailTable, measureMail } from "./mail.ts";
import { measureNightlyUnits, measurePopulation, type PopulationFigures, populationTables } from "./population.ts";
import { measureQuietDoors, quietTable } from "./quiet-doors.ts";
import { print } from "./report.ts";
import { saveResults } from "./results.ts";
import { measureRules, rulesTable } from "./rules.ts";
import { measureTable, type TableCosts } from "./table.ts";
import { tableFigures, tableTables } from "./table-report.ts";
import { measureWeb, webTable } from "./web.ts";
import { measureWork, workTable } from "./work.ts";

const PARTS = ["table", "bill", "web", "door", "quietDoors", "rules", "mail", "work", "population", "http"] as const;
type Part = (typeof PARTS)[number];

const USAGE = `npm run bench -- [--only ${PARTS.join(",")}] [--sizes 1000,10000,100000] [--clients 1,16]
                 [--seconds 3] [--starts 20] [--results bench/results.json]
Figures are reports, not tests: status 0 whatever they are, 1 when something could not be measured.`;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: PARTS.join(",") },
    sizes: { type: "string", default: "1000,10000,100000" },
    clients: { type: "string", default: "1,16" },
    seconds: { type: "string", default: "3" },
    starts: { type: "string", default: "20" },
    results: { type: "string", default: "bench/results.json" },
    help: { type: "boolean", default: false },
  },
});

/** Counts do not depend on the machine, and what would grow shows between these. */
const TABLE_SIZES = [1000, 10_000];

const numbers = (text: string) => text.split(",").map(Number);
const say: Progress = (what) => process.stderr.write(`… ${what}\n`);

const MEASURE: Record<Part, () => Promise<object>> = {
  async table() {
    const bySize: Record<string, TableCosts> = {};
    for (const size of TABLE_SIZES) bySize[size] = await measureTable(size);
    const figures = tableFigures(bySize);
    for (const table of tableTables(figures)) print(table);
    return figures;
  },
  async bill() {
    const figures = await measureBill();
    print(billTable(figures));
    return figures;
  },
  async web() {
    const figures = measureWeb();
    print(webTable(figures));
    return figures;
  },
  async door() {
    const figures = await measureDoor(Number(values.starts));
    print(doorTable(figures));
    return figures;
  },
  async quietDoors() {
    const figures = await measureQuietDoors(Number(values.starts));
    print(quietTable(figures));
    return figures;
  },
  async rules() {
    const figures = measureRules(Number(values.seconds));
    print(rulesTable(figures));
    return figures;
  },
  async mail() {
    const figures = await measureMail();
    print(mailTable(figures));
    return figures;
  },
  async work() {
    const figures = await measureWork();
    print(workTable(figures));
    return figures;
  },
  async population() {
    const bySize: Record<string, PopulationFigures> = {};
    for (const size of numbers(values.sizes))
      bySize[size] = await measurePopulation(size, (what) => say(`population, ${size} customers: ${what}`));
    const units = await measureNightlyUnits();
    for (const table of populationTables(bySize, units)) print(table);
    return { bySize, units };
  },
  async http() {
    const options = { clients: numbers(values.clients), seconds: Number(values.seconds) };
    const bySize: HttpFiguresBySize = {};
    for (const size of numbers(values.sizes))
      bySize[size] = await measureHttp(size, options, (what) => say(`http, ${size} customers: ${what}`));
    for (const table of httpTables(bySize)) print(table);
    return bySize;
  },
};

async function main(): Promise<void> {
  const wanted = values.only.split(",");
  if (values.help || wanted.some((name) => !(PARTS as readonly string[]).includes(name))) return console.log(USAGE);
  for (const part of PARTS) {
    if (!wanted.includes(part)) continue;
    say(part);
    try {
      saveResults(values.results, part, await MEASURE[part]());
    } catch (error) {
      console.error(`${part} could not be measured:`, error);
      process.exitCode = 1;
    }
  }
}

await main();
