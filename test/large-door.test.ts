import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { createCustomer, exportPerson, listCustomers } from "#core/people/customers/index.ts";
import { exportFolder } from "#local/backup/export-folder.ts";
import { restoreFolder } from "#local/backup/restore-folder.ts";
import { reachedOver } from "#local/reach-server.ts";
import { quiet, reach } from "./backup.ts";
import { type Cloud, startCloud } from "./cloud/cloud.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";
import { caller } from "./journey.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

const endpoint = await askForDynamoDb();

/** Text that no compression makes much smaller. */
function noise(length: number, seed: number): string {
  const random = createRandom(seed);
  return Array.from({ length }, () => String.fromCharCode(0x21 + Math.floor(random() * 90))).join("");
}

describe.skipIf(endpoint === null)("what is more than a function takes or answers, through the built bundles", () => {
  let cloud: Cloud;
  const over = (secret: string) =>
    reachedOver(
      // As `fetch` does by itself, without the key for another address.
      async (request) => {
        const answer = await cloud.send(request);
        return answer.status === 303 ? fetch(String(answer.headers.get("location"))) : answer;
      },
      "https://crm.example",
      secret,
      async () => {},
    );

  beforeAll(async () => {
    cloud = await startCloud(String(endpoint));
  }, 120_000);
  afterAll(async () => void (await cloud?.close()));

  test("a file of nine megabytes is restored straight into the bucket, damaged it is refused, and exported back from there", async () => {
    const files = createMemoryFiles();
    const source = await createTestWorkspace({ files });
    await source.call(createCustomer, { body: { name: "Sara" } });
    const large = Buffer.from(noise(9_000_000, 3));
    const whole = async function* () {
      yield large;
    };
    await files.write("uploads/large", whole(), large.length);
    await files.write(
      "uploads/small",
      (async function* () {
        yield Buffer.from("small");
      })(),
      100,
    );
    const folder = mkdtempSync(join(tmpdir(), "peyvand-large-"));
    const reached = await reach(source);
    const out = join(folder, "one");
    await exportFolder(reached, out, quiet);

    const path = join(out, "files/uploads/large");
    const kept = readFileSync(path);
    truncateSync(path, 8_999_999);
    await expect(restoreFolder(over(cloud.secret), out, quiet)).rejects.toThrow("8999999 bytes");
    writeFileSync(path, kept);
    const restored = await restoreFolder(over(cloud.secret), out, quiet);
    expect(restored).toMatchObject({ files: 2, resumed: false });
    const sum = (bytes: Uint8Array | undefined) =>
      createHash("sha256")
        .update(bytes ?? "")
        .digest("hex");
    expect(sum(cloud.s3.objects.get("uploads/large"))).toBe(sum(large));
    expect(String(cloud.s3.objects.get("uploads/small"))).toBe("small");

    // The key of the place it came from holds there now, and the way back is open as well.
    const back = join(folder, "two");
    expect(await exportFolder(over(reached.secret), back, quiet)).toMatchObject({ files: 2 });
    expect(sum(readFileSync(join(back, "files/uploads/large")))).toBe(sum(large));
    expect((await caller(cloud.send, reached.secret)(listCustomers)).items.map(({ name }) => name)).toEqual(["Sara"]);
    cloud.secret = reached.secret;
  }, 180_000);

  test("an answer that is too large for a function is fetched from the bucket, whole", async () => {
    const call = caller(cloud.send, cloud.secret);
    const { customer } = await call(createCustomer, { body: { name: "Reza" } });
    for (let at = 0; at < 150; at++)
      await call(logInteraction, {
        body: { customerId: customer.id, channel: "note", body: noise(19_000, at + 1) },
      });
    const answer = await cloud.send(requestOf(exportPerson, { params: { id: customer.id } }, cloud.secret));
    expect([answer.status, await answer.text()]).toEqual([303, ""]);
    const file = await fetch(String(answer.headers.get("location")));
    expect(file.headers.get("content-type")).toBe("application/zip");
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(4_000_000);
    expect(String.fromCharCode(...bytes.subarray(0, 2))).toBe("PK");
  }, 180_000);
});
