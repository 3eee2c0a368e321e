import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createUpload, getImport, revertImport, startImport } from "#core/workspace/imports/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { caller } from "./journey.ts";
import { type LocalServer, newDataFolder, startLocalServer } from "./local-server.ts";

const dataFolder = newDataFolder();
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

const ADMIN = { PEYVAND_ADMIN_EMAIL: "a@example.com", PEYVAND_ADMIN_PASSWORD: "correct horse battery" };
const ROWS = 6000;

async function reach(server: LocalServer) {
  const send = (request: Request) =>
    fetch(new Request(request.url.replace("http://localhost", server.url), request as RequestInit));
  const { token } = await caller(send, "none_at_all")(signIn, {
    body: { email: ADMIN.PEYVAND_ADMIN_EMAIL, password: ADMIN.PEYVAND_ADMIN_PASSWORD },
  });
  return { call: caller(send, token), token };
}

test("an import killed in the middle goes on without a double, and so does its revert", async () => {
  let server = await startLocalServer(dataFolder, ADMIN);
  let { call, token } = await reach(server);
  const rows = Array.from({ length: ROWS }, (_, n) => `P${n},p${n}@example.com`);
  const bytes = new TextEncoder().encode(`name,email\n${rows.join("\n")}\n`);
  const upload = await call(createUpload, { body: { fileName: "p.csv", bytes: bytes.length } });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" };
  await fetch(`${server.url}${upload.url}`, { method: "PUT", headers, body: bytes });
  const { id } = await call(startImport, { body: { uploadId: upload.id, as: "customers" } });
  const waitFor = async (isThere: (one: Awaited<ReturnType<typeof ask>>) => boolean) => {
    for (;;) {
      const one = await ask();
      if (isThere(one)) return one;
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  const ask = () => call(getImport, { params: { id } });
  const dieAndComeBack = async () => {
    await server.kill();
    server = await startLocalServer(dataFolder, ADMIN);
    ({ call, token } = await reach(server));
  };
  try {
    await waitFor(({ rows, state }) => rows >= 800 || state !== "running");
    await dieAndComeBack();
    expect(await waitFor(({ state }) => state !== "running")).toMatchObject({
      state: "done",
      rows: ROWS,
      added: ROWS,
      merged: 0,
      refused: 0,
    });
    await call(revertImport, { params: { id } });
    await waitFor(({ revert }) => (revert?.removed ?? 0) >= 800 || revert?.state !== "running");
    await dieAndComeBack();
    expect((await waitFor(({ revert }) => revert?.state !== "running")).revert).toMatchObject({
      state: "done",
      removed: ROWS,
      left: 0,
    });
  } finally {
    await server.kill();
  }
}, 120_000);
