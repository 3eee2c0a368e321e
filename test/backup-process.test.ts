import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CustomerCard } from "#core/people/customers/index.ts";
import { newFolder } from "./backup.ts";
import { newDataFolder, peyvand, startLocalServer } from "./local-server.ts";

const PEYVAND = join(import.meta.dirname, "../bin/peyvand.js");

/** Restores, killed after so many milliseconds; its exit status, null when it was killed. */
async function restoreKilled(folder: string, dataFolder: string, afterMs: number): Promise<number | null> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [PEYVAND, "restore", folder], {
    env: { PATH, HOME, PEYVAND_DATA: dataFolder },
    stdio: "ignore",
  });
  setTimeout(() => child.kill("SIGKILL"), afterMs);
  const [code] = await once(child, "exit");
  return code;
}

const ask = async (url: string, key: string) => {
  const response = await fetch(`${url}/api/v1/customers?limit=200&sort=name`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { items } = (await response.json()) as { items: CustomerCard[] };
  // What is counted may still be on its way in the first; the restored one goes on counting where that was.
  return items.map(({ id, name, phone, tags, updatedAt }) => ({ id, name, phone, tags, updatedAt }));
};

test("a workspace is exported from the running server, restored by runs that are killed, and served again, equal", async () => {
  const first = newDataFolder();
  const server = await startLocalServer(first, { PEYVAND_DEMO: "1" });
  const settings = { PEYVAND_DATA: first };
  const key = (await peyvand(["key", "create", "--name", "test"], settings)).out.trim();
  const folder = join(newFolder(), "copy");
  const exported = await peyvand(["export", folder, "--json"], settings);
  expect(exported).toMatchObject({ status: 0 });
  const told = JSON.parse(exported.out);
  expect(told).toMatchObject({ folder, exact: true });
  expect(told.items).toBeGreaterThan(5000);
  const before = await ask(server.url, key);
  expect(before).toHaveLength(200);

  // Into the server that runs there it is refused, in one line.
  const refused = await peyvand(["restore", folder], settings);
  expect(refused).toMatchObject({ status: 1, out: "" });
  expect(refused.err.trim().split("\n").at(-1)).toMatch(/^peyvand: This workspace is not empty/);
  expect(await server.stop()).toBe(0);

  let second = newDataFolder();
  let sawHalf = false;
  // Killed ever later, until it was killed half-way; the moment is looked for between «not begun» and «done».
  let [notBegun, done] = [300, Number.POSITIVE_INFINITY];
  for (let afterMs = 500; ; ) {
    const status = await restoreKilled(folder, second, afterMs);
    // Done; or killed when it had just finished, and so refused now.
    if (status !== null) {
      if (sawHalf) break;
      second = newDataFolder();
      done = afterMs;
      afterMs = (notBegun + done) / 2;
      continue;
    }
    const start = await startLocalServer(second, {}, 5000).catch((error: Error) => error.message);
    if (typeof start === "string" && start.includes("half restored")) {
      expect(start).toContain("It ended with 1: peyvand: This workspace is half restored.");
      sawHalf = true;
      afterMs += 150;
      continue;
    }
    // Killed before it began: the start made a workspace of its own, which is empty and may be restored into.
    if (typeof start !== "string") await start.stop();
    notBegun = afterMs;
    afterMs = done === Number.POSITIVE_INFINITY ? afterMs + 150 : (notBegun + done) / 2;
  }
  const elsewhere = { PEYVAND_DATA: second };
  const restored = await startLocalServer(second);
  expect(await ask(restored.url, key)).toEqual(before);
  await restored.stop();

  expect(await peyvand(["restore"], elsewhere)).toMatchObject({ status: 2 });
  const none = await peyvand(["restore", "/nonexistent"], { PEYVAND_DATA: newDataFolder() });
  expect(none.status).toBe(1);
  expect(none.err.trim()).toMatch(/^peyvand: There is no manifest.json in \/nonexistent/);
}, 180_000);
