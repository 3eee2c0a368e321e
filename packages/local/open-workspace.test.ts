import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SILENT_LOG } from "#server/platform/log.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import { getJob } from "#server/workspace/jobs/verbs.ts";
import { openWorkspace } from "./open-workspace.ts";

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "peyvand-open-"));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));

const open = () => openWorkspace({ dataFolder, log: SILENT_LOG, secureCookies: false, openApiFile: "" });

test("a job that failed for a passing reason waits its pause out, and goes on at once only at the next start", async () => {
  const first = await open();
  const ctx = await first.context();
  const waiting = { kind: "customers.fillCards", input: null, about: {}, hasUndo: false };
  const { id } = await startJob({ ...ctx, wakeJob: () => {} }, waiting);
  await first.wake();
  // Whatever waking had begun would have its turn by now.
  await new Promise((go) => setTimeout(go, 200));
  expect(await getJob(ctx, id)).toMatchObject({ state: "queued", startedAt: null });
  await first.close();
  const second = await open();
  while ((await getJob(await second.context(), id)).startedAt === null) await new Promise((go) => setTimeout(go, 5));
  await second.close();
});
