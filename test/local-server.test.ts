import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createCustomer, listCustomers } from "#core/people/customers/index.ts";
import { caller, mainJourney, type Send } from "./journey.ts";
import { type LocalServer, newDataFolder, peyvand, startLocalServer } from "./local-server.ts";

const folders: string[] = [];
const dataFolder = () => {
  folders.push(newDataFolder());
  return folders.at(-1) as string;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Requests are made for `http://localhost`; this sends them to the server. */
function at({ url }: LocalServer): Send {
  return async (request) => {
    const { method, headers } = request;
    const body = method === "GET" ? undefined : await request.text();
    return fetch(request.url.replace("http://localhost", url), { method, headers, body });
  };
}

const CSV = "name,phone,email\nAnn Lee,0912 100 0050,ann@example.com\nBob,,\n=cmd|x,,\n";

describe("one process on one machine", () => {
  test("passes the main journey, gives keys while it runs, refuses a second process, stops cleanly", async () => {
    const folder = dataFolder();
    const server = await startLocalServer(folder, { PEYVAND_ADMIN_EMAIL: "boss@example.com" });
    expect(server.lines.find((line) => line.startsWith("administrator boss@example.com"))).toMatch(/password \S{20}/);

    const created = await peyvand(["key", "create", "--name", "test", "--role", "administrator"], {
      PEYVAND_DATA: folder,
    });
    expect(created).toMatchObject({ status: 0, out: expect.stringMatching(/^pk_\S{43}\n$/) });
    const secret = created.out.trim();
    await mainJourney(at(server), secret);

    const second = await peyvand(["start"], { PEYVAND_DATA: folder, PORT: "0", PEYVAND_DEMO: "0" });
    expect(second.status).toBe(1);
    expect(second.err.trim().split("\n")).toHaveLength(1);
    expect(second.err).toContain("another process");

    expect(statSync(join(folder, "server.json")).mode & 0o077).toBe(0);
    expect(await server.stop()).toBe(0);
  });

  test("killed while it writes, it has everything it acknowledged", async () => {
    const folder = dataFolder();
    const first = await startLocalServer(folder);
    const { out } = await peyvand(["key", "create", "--name", "test"], { PEYVAND_DATA: folder });
    const call = caller(at(first), out.trim());
    const acknowledged: string[] = [];
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; ; n++) {
        const { customer } = await call(createCustomer, {
          body: { name: `Writer ${writer} ${n}`, phones: [{ number: "09121000050" }] },
        });
        acknowledged.push(customer.id);
      }
    });
    const dead = Promise.allSettled(writers);
    while (acknowledged.length < 60) await new Promise((done) => setTimeout(done, 5));
    await first.kill();
    await dead;

    const again = await startLocalServer(folder);
    const { items } = await caller(at(again), out.trim())(listCustomers, { query: { limit: 200 } });
    const ids = new Set<string>(items.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    await again.stop();
  });

  test("serves the dashboard, the API documents, and nothing outside their folders", async () => {
    const server = await startLocalServer(dataFolder());
    for (const path of ["/", "/customers", "/settings/keys"]) {
      const page = await fetch(server.url + path);
      expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    }
    expect(await (await fetch(`${server.url}/api/docs`)).text()).toContain("swagger-ui-bundle.js");
    expect((await (await fetch(`${server.url}/api/openapi.json`)).json()).openapi).toBe("3.1.0");
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/..%2f..%2fetc/passwd.txt", "/%"]) {
      expect((await fetch(server.url + path)).status).toBeGreaterThanOrEqual(400);
    }
    await server.stop();
  });
});

test("a data folder that others could read is closed to them at the next start", async () => {
  const folder = dataFolder();
  await (await startLocalServer(folder)).stop();
  chmodSync(folder, 0o755);
  chmodSync(join(folder, "peyvand.db"), 0o644);
  const server = await startLocalServer(folder);
  const modes = ["", "peyvand.db", "server.json"].map((name) => statSync(join(folder, name)).mode & 0o777);
  await server.stop();
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});

describe("the command line", () => {
  test("imports a file into a data folder that nobody has open, and writes refused rows beside where it runs", async () => {
    const here = mkdtempSync(join(tmpdir(), "peyvand-cli-"));
    folders.push(here);
    writeFileSync(join(here, "people.csv"), CSV);
    const settings = { PEYVAND_DATA: join(here, "data"), PEYVAND_LOCALE: "en" };
    const imported = await peyvand(
      ["import", "people.csv", "--as", "customers", "--on-duplicate", "merge", "--json"],
      settings,
      here,
    );
    expect(imported.status).toBe(0);
    expect(JSON.parse(imported.out)).toEqual({
      added: 1,
      merged: 0,
      skipped: 0,
      refused: 2,
      refusedFile: join(here, "people.csv.refused.csv"),
    });
    const refused = readFileSync(join(here, "people.csv.refused.csv"), "utf8");
    expect(refused).toContain("Why it was refused");
    expect(refused).toContain("'=cmd|x");
  });

  test("says in one line what is wrong with a setting, and does not start", async () => {
    const folder = dataFolder();
    for (const [settings, word] of [
      [{ PORT: "lots" }, "PORT"],
      [{ PEYVAND_LOCALE: "de" }, "PEYVAND_LOCALE"],
      [{ PEYVAND_TIME_ZONE: "Mars/Olympus" }, "PEYVAND_TIME_ZONE"],
      [{ PEYVAND_COLOUR: "red" }, "PEYVAND_COLOUR"],
      [{ HOST: "0.0.0.0" }, "PEYVAND_ADMIN_PASSWORD"],
      [{ HOST: "nonsense.invalid" }, "HOST=nonsense.invalid"],
    ] as [Record<string, string>, string][]) {
      const { status, err, out } = await peyvand(["start"], {
        PEYVAND_DATA: folder,
        PORT: "0",
        PEYVAND_DEMO: "0",
        ...settings,
      });
      expect([status, out]).toEqual([1, ""]);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect(err).toContain(word);
    }
  });

  test("wrong use is status 2; a refusal is status 1; help is status 0", async () => {
    const settings = { PEYVAND_DATA: dataFolder() };
    expect((await peyvand(["imprt"], settings)).status).toBe(2);
    expect((await peyvand(["import", "x.csv"], settings)).status).toBe(2);
    expect((await peyvand(["import", "there-is-none.csv", "--as", "customers"], settings)).status).toBe(1);
    for (const wrong of [
      ["tick", "--key", "pk_1"],
      ["tick", "--url", "http://127.0.0.1:9"],
      ["tick", "--url", "nonsense", "--key", "pk_1"],
      ["tick", "--now", "yesterday"],
    ]) {
      const { status, err } = await peyvand(wrong, settings);
      expect([wrong.join(" "), status]).toEqual([wrong.join(" "), 2]);
      expect(err).toContain("peyvand: ");
    }
    const help = await peyvand(["--help"], settings);
    expect(help.status).toBe(0);
    for (const command of ["start", "user", "key", "import", "tick"]) expect(help.out).toContain(command);
  });
});

test("a first start that is killed while it fills the sample company goes on at the next, nobody twice", async () => {
  const folder = dataFolder();
  const settings = { PEYVAND_DEMO: "1", PEYVAND_LOCALE: "en", PEYVAND_ADMIN_PASSWORD: "correct horse battery" };
  const whole = await startLocalServer(dataFolder(), settings);
  const expected = await namesIn(whole);
  await whole.stop();
  for (const after of [150, 300, 450, 600]) {
    const dying = startLocalServer(folder, settings, after);
    await dying.catch(() => {});
  }
  const last = await startLocalServer(folder, settings);
  expect(await namesIn(last)).toEqual(expected);
  await last.stop();
});

async function namesIn(server: LocalServer): Promise<string[]> {
  const signedIn = await fetch(`${server.url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "admin@peyvand.local", password: "correct horse battery" }),
  });
  const { token } = await signedIn.json();
  const { items } = await caller(at(server), token)(listCustomers, { query: { limit: 200, sort: "name" } });
  return items.map(({ name }) => name);
}
