import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareBase, settle } from "./http-base.ts";
import { createHttpClient, type HttpClient } from "./http-client.ts";
import { type ExportFigures, type FileSpeed, measureExport, measureRevert, type RevertFigures } from "./http-files.ts";
import { HTTP_OPERATIONS, type HttpOperation, operationsOn } from "./http-operations.ts";
import { measureLoad, type Speed } from "./load.ts";
import { writeSampleFile } from "./sample-customers.ts";
import { type Memory, runCommand, type ServerProcess, startServer } from "./server-process.ts";

export type HttpFigures = {
  /** Search rows and look-ups are there with the rows. `followedUp`: until pairs of duplicates and the rest of what follows were there as well. */
  import: FileSpeed & { followedUp: FileSpeed; deliveredAfterSeconds: number; commandSeconds: number };
  export: ExportFigures;
  revert: RevertFigures;
  laterStartSeconds: number;
  memory: { emptyMb?: number; idleMb?: number; afterLoadMb?: number; loadPeakMb?: number };
  /** By number of clients. */
  clients: Record<string, Partial<Record<HttpOperation, Speed>>>;
};

/** Told what is being measured now. */
export type Progress = (what: string) => void;

export type HttpOptions = { clients: readonly number[]; seconds: number };

type Import = { added: number; startedAt: string; finishedAt: string };

/** Everything over HTTP on a base of so many customers, which is imported first, into a new data folder. */
export async function measureHttp(customers: number, options: HttpOptions, say: Progress): Promise<HttpFigures> {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-bench-"));
  const data = join(folder, "data");
  let server: ServerProcess | null = null;
  try {
    server = await startServer(data);
    const empty = await idleMemory(server);
    const key = await runCommand(data, ["key", "create", "--name", "bench"]);
    say("import");
    const imported = await measureImport(data, folder, customers, createHttpClient(server.url, key, 4));
    const importPeakMb = server.memory()?.peakMb;
    await server.stop();
    const beside = async <F extends FileSpeed>(at: string, work: (client: HttpClient) => Promise<F>): Promise<F> => {
      server = await startServer(at);
      const client = createHttpClient(server.url, key, 4);
      const figures = await work(client);
      client.close();
      const peakMb = server.memory()?.peakMb;
      await server.stop();
      return { ...figures, peakMb };
    };
    say("export");
    const csv = await beside(data, (client) => measureExport(client, "csv", customers));
    const xlsx = await beside(data, (client) => measureExport(client, "xlsx", customers));
    say("revert");
    const copy = join(folder, "reverted");
    await cp(data, copy, { recursive: true });
    const revert = await beside(copy, (client) => measureRevert(client, customers));
    await rm(copy, { recursive: true, force: true });
    server = await startServer(data);
    const idle = await idleMemory(server);
    const clients = await measureOperations(server.url, key, customers, options, say);
    const loaded = server.memory();
    return {
      import: { ...imported, peakMb: importPeakMb },
      export: { csv, xlsx },
      revert,
      laterStartSeconds: server.startSeconds,
      memory: {
        emptyMb: empty?.nowMb,
        idleMb: idle?.nowMb,
        afterLoadMb: loaded?.nowMb,
        loadPeakMb: loaded?.peakMb,
      },
      clients,
    };
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureImport(data: string, folder: string, customers: number, client: HttpClient) {
  const file = join(folder, "customers.csv");
  await writeSampleFile(file, customers);
  const began = performance.now();
  const answer = JSON.parse(await runCommand(data, ["import", file, "--as", "customers", "--json"]));
  const commandSeconds = (performance.now() - began) / 1000;
  if (answer.added !== customers) throw new Error(`Of ${customers} rows were imported: ${JSON.stringify(answer)}.`);
  const { items } = await client.json<{ items: Import[] }>({ method: "GET", path: "/imports" });
  await settle(client);
  const deliveredAfterSeconds = (performance.now() - began) / 1000 - commandSeconds;
  const settledAt = Date.now();
  client.close();
  const { startedAt, finishedAt } = items[0]!;
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const inAll = (settledAt - Date.parse(startedAt)) / 1000;
  return {
    rowsPerSecond: customers / seconds,
    seconds,
    followedUp: { rowsPerSecond: customers / inAll, seconds: inAll },
    deliveredAfterSeconds,
    commandSeconds,
  };
}

async function measureOperations(
  url: string,
  key: string,
  customers: number,
  options: HttpOptions,
  say: Progress,
): Promise<HttpFigures["clients"]> {
  const client = createHttpClient(url, key, Math.max(...options.clients, 4));
  try {
    say("preparing");
    const base = await prepareBase(client, customers);
    const operations = operationsOn(base, client);
    const found: HttpFigures["clients"] = Object.fromEntries(options.clients.map((count) => [count, {}]));
    for (const name of HTTP_OPERATIONS) {
      for (const count of options.clients) {
        say(`${name}, ${count} at once`);
        await settle(client);
        found[count]![name] = await measureLoad(operations[name], count, options.seconds);
      }
    }
    return found;
  } finally {
    client.close();
  }
}

async function idleMemory(server: ServerProcess): Promise<Memory> {
  await new Promise((done) => setTimeout(done, 1500));
  return server.memory();
}
