import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { runNightly } from "#core/insight/rfm/index.ts";
import { createSegment } from "#core/marketing/segments/index.ts";
import { listCustomers } from "#core/people/customers/index.ts";
import { createHttpClient, type HttpClient } from "./http-client.ts";
import { createMeteredWorkspace } from "./metered-workspace.ts";
import type { Table } from "./report.ts";
import { sampleCustomer, sampleFile, writeSampleFile } from "./sample-customers.ts";
import { runCommand, startServer } from "./server-process.ts";

type Run = { seconds: number; peakMb: number | undefined; scored: number; changed: number; drift: number };
export type PopulationFigures = {
  /** From the request that changed a customer until their membership is read, over HTTP, with ten segments. */
  membership: { changes: number; p50Ms: number; p99Ms: number };
  /** The first scores everybody, the second finds everything as it was. */
  nightly: { first: Run; second: Run };
};
/** Of the nightly run for each customer, on a small base of the memory table. */
export type NightlyUnits = {
  customers: number;
  first: { read: number; write: number };
  second: { read: number; write: number };
};

const CHANGES = 200;
/** The first ones load what changes ask for, and are not counted. */
const WARMING = 10;
const UNITS_BASE = 200;
const TAG = "bench";

/** Segments and the nightly run over a base of so many customers, each with one contact, in a server of its own. */
export async function measurePopulation(customers: number, say: (what: string) => void): Promise<PopulationFigures> {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-bench-"));
  const data = join(folder, "data");
  let server = await startServer(data);
  try {
    const key = await runCommand(data, ["key", "create", "--name", "bench"]);
    say("import");
    await importBase(data, folder, customers);
    let client = createHttpClient(server.url, key, 4);
    await makeSegments(client);
    say("membership");
    const membership = await measureMembership(client);
    client.close();
    // A new process: its highest memory is the night's alone.
    await server.stop();
    server = await startServer(data);
    client = createHttpClient(server.url, key, 4);
    say("nightly run");
    const first = { ...(await night(client)), peakMb: server.memory()?.peakMb };
    const second = { ...(await night(client)), peakMb: server.memory()?.peakMb };
    client.close();
    return { membership, nightly: { first, second } };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function importBase(data: string, folder: string, customers: number): Promise<void> {
  const [people, contacts] = [join(folder, "customers.csv"), join(folder, "contacts.csv")];
  await writeSampleFile(people, customers);
  await writeFile(contacts, contactsOf(customers));
  for (const [file, as] of [
    [people, "customers"],
    [contacts, "interactions"],
  ] as const) {
    const { added } = JSON.parse(await runCommand(data, ["import", file, "--as", as, "--json"]));
    if (added !== customers) throw new Error(`Of ${customers} ${as} ${added} were imported.`);
  }
}

/** One contact with each customer, over two years. */
function contactsOf(customers: number): string {
  const rows = Array.from({ length: customers }, (_, at) => {
    const on = new Date(Date.now() - (1 + (at % 700)) * 86_400_000).toISOString().slice(0, 10);
    return `${sampleCustomer(at).email},call,out,${on},Call ${at}`;
  });
  return `email,channel,direction,date,subject\n${rows.join("\n")}\n`;
}

/** One that asks about tags, and nine about other things, which a change of tags leaves alone. */
const RULES = [
  { field: "tags", is: "hasAny", value: [TAG] },
  ...["call", "email", "sms"].map((channel) => ({ field: `stats.${channel}`, is: "atLeast", value: 3 })),
  ...[30, 90, 180].map((count) => ({ field: "lastContactAt", is: "moreThanAgo", value: { count, unit: "days" } })),
  ...["یزد", "شیراز", "London"].map((value) => ({ field: "city", is: "equals", value })),
];

async function makeSegments(client: HttpClient): Promise<void> {
  for (const [at, rule] of RULES.entries())
    await client.json({ method: "POST", path: "/segments", body: { name: `بخش ${at}`, kind: "dynamic", rule } });
  await until(async () => {
    const { items } = await client.json<{ items: { state: string }[] }>({ method: "GET", path: "/jobs?limit=50" });
    return items.every(({ state }) => state === "done");
  }, 200);
}

async function until(isSo: () => Promise<boolean>, everyMs: number): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, everyMs));
}

type Listed = { items: { id: string }[] };
type Known = { version: number; stats: { segments: string[] } };

async function measureMembership(client: HttpClient): Promise<PopulationFigures["membership"]> {
  const { items } = await client.json<Listed>({ method: "GET", path: `/customers?limit=${Math.min(200, CHANGES)}` });
  const times: number[] = [];
  let isWarm = false;
  for (const { id } of items) {
    const path = `/customers/${id}`;
    const { version, stats } = await client.json<Known>({ method: "GET", path });
    const began = performance.now();
    await client.json({ method: "PATCH", path, body: { version, tags: [TAG] } });
    await until(async () => {
      const now = await client.json<Known>({ method: "GET", path });
      return now.stats.segments.length > stats.segments.length;
    }, 1);
    times.push(performance.now() - began);
    if (times.length === WARMING && !isWarm) {
      times.length = 0;
      isWarm = true;
    }
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { changes: times.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

type JobShown = {
  id: string;
  state: string;
  startedAt: string;
  finishedAt: string;
  result: { scored: number; changed: number; drift: number };
};

async function night(client: HttpClient): Promise<Omit<Run, "peakMb">> {
  const { id } = await client.json<JobShown>({ method: "POST", path: "/rfm/nightly" });
  const read = () => client.json<JobShown>({ method: "GET", path: `/jobs/${id}` });
  await until(async () => {
    const { state } = await read();
    if (state === "failed") throw new Error("The nightly run failed.");
    return state === "done";
  }, 100);
  const { startedAt, finishedAt, result } = await read();
  const { scored, changed, drift } = result;
  return { seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000, scored, changed, drift };
}

/** What it costs for each customer does not depend on the machine. */
export async function measureNightlyUnits(): Promise<NightlyUnits> {
  const { call, measure, importFile } = await createMeteredWorkspace();
  await importFile(sampleFile(0, UNITS_BASE));
  const { items } = await call(listCustomers, { query: { limit: 200 } });
  for (const { id: customerId } of items)
    await call(logInteraction, { body: { customerId, channel: "call", direction: "out" } });
  await call(createSegment, { body: { name: "بخش", kind: "dynamic", rule: RULES[0] as never } });
  const one = async () => {
    const { readUnits, writeUnits } = await measure(() => call(runNightly));
    return { read: readUnits / UNITS_BASE, write: writeUnits / UNITS_BASE };
  };
  return { customers: UNITS_BASE, first: await one(), second: await one() };
}

export function populationTables(bySize: Record<string, PopulationFigures>, units: NightlyUnits): Table[] {
  const sizes = Object.keys(bySize);
  const row = (label: string, of: (figures: PopulationFigures) => number | undefined) => ({
    cells: [label, ...sizes.map((size) => of(bySize[size] as PopulationFigures))],
  });
  return [
    {
      title: "Segments and the nightly run, by customers",
      headings: ["", ...sizes],
      rows: [
        row("change to membership, p50 ms", ({ membership }) => Math.round(membership.p50Ms)),
        row("change to membership, p99 ms", ({ membership }) => Math.round(membership.p99Ms)),
        row("nightly run, seconds", ({ nightly }) => nightly.first.seconds),
        row("nightly run with nothing new, seconds", ({ nightly }) => nightly.second.seconds),
        row("highest memory, MB", ({ nightly }) => nightly.second.peakMb),
        row("found to have drifted", ({ nightly }) => nightly.first.drift + nightly.second.drift),
      ],
    },
    {
      title: `Units of the nightly run for each of ${units.customers} customers`,
      headings: ["", "read", "written"],
      rows: [
        { cells: ["first", units.first.read, units.first.write] },
        { cells: ["with nothing new", units.second.read, units.second.write] },
      ],
    },
  ];
}
