import type { Export, ExportFormat } from "#core/workspace/exports/index.ts";
import type { Import } from "#core/workspace/imports/index.ts";
import type { HttpClient } from "./http-client.ts";

export type FileSpeed = { rowsPerSecond: number; seconds: number; peakMb?: number };
export type ExportFigures = Record<ExportFormat, FileSpeed>;
export type RevertFigures = FileSpeed & { removed: number; left: number };

const PAUSE_MS = 50;

async function until<T>(read: () => Promise<T>, isEnd: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isEnd(value)) return value;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

const speedOf = (rows: number, startedAt: string, finishedAt: string | undefined): FileSpeed => {
  const seconds = (Date.parse(finishedAt ?? "") - Date.parse(startedAt)) / 1000;
  return { rowsPerSecond: rows / seconds, seconds };
};

/** A list of every customer, from asking for it until its file is there. */
export async function measureExport(client: HttpClient, format: ExportFormat, customers: number): Promise<FileSpeed> {
  const body = { of: "customers", format };
  const { id } = await client.json<Export>({ method: "POST", path: "/exports", body });
  const get = () => client.json<Export>({ method: "GET", path: `/exports/${id}` });
  const { state, rows, startedAt, finishedAt } = await until(get, (one) => one.state !== "running");
  if (state !== "done" || rows !== customers) throw new Error(`The export is ${state} with ${rows} rows.`);
  return speedOf(rows, startedAt, finishedAt);
}

/** The newest import taken back as a whole. */
export async function measureRevert(client: HttpClient, customers: number): Promise<RevertFigures> {
  const { items } = await client.json<{ items: Import[] }>({ method: "GET", path: "/imports" });
  const path = `/imports/${items[0]?.id}`;
  await client.json({ method: "POST", path: `${path}/revert`, body: {} });
  const get = () => client.json<Import>({ method: "GET", path });
  const { revert } = await until(get, (one) => one.revert !== null && one.revert.state !== "running");
  const { state, removed = 0, left = 0, startedAt = "", finishedAt } = revert ?? {};
  if (state !== "done" || removed + left !== customers)
    throw new Error(`The revert is ${state}: ${removed} removed, ${left} left.`);
  return { ...speedOf(removed + left, startedAt, finishedAt), removed, left };
}
