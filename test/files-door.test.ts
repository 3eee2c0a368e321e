import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as customers from "#core/people/customers/index.ts";
import { getExport, getExportFile, startExport } from "#core/workspace/exports/index.ts";
import { createUpload, getImport, previewImport, startImport } from "#core/workspace/imports/index.ts";
import { type Cloud, startCloud } from "./cloud/cloud.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";
import { caller } from "./journey.ts";
import { requestOf } from "./workspace.ts";

const endpoint = await askForDynamoDb();

describe.skipIf(endpoint === null)("files through the built bundles and an S3 that checks signatures", () => {
  let cloud: Cloud;
  let call: ReturnType<typeof caller>;

  beforeAll(async () => {
    cloud = await startCloud(String(endpoint));
    call = caller(cloud.send, cloud.secret);
  }, 120_000);
  afterAll(async () => void (await cloud?.close()));

  test("a file goes straight to the bucket, is imported by the worker, and its list comes back from the bucket", async () => {
    const text = "name,email\nSara,sara@example.ir\nReza,reza@example.ir\n";
    const upload = await call(createUpload, { body: { fileName: "people.csv", bytes: text.length } });
    expect(upload.url).toContain(cloud.s3.url);
    expect((await fetch(upload.url, { method: "PUT", body: text })).status).toBe(200);
    const asked = { uploadId: upload.id, as: "customers", onDuplicate: "merge" } as const;
    expect((await call(previewImport, { body: asked })).columns.map(({ field }) => field)).toEqual(["name", "email"]);
    const { id } = await call(startImport, { body: asked });
    await cloud.settle();
    expect(await call(getImport, { params: { id } })).toMatchObject({ state: "done", added: 2, refused: 0 });
    expect((await call(customers.listCustomers)).items.map(({ name }) => name).sort()).toEqual(["Reza", "Sara"]);

    const exported = await call(startExport, { body: { of: "customers", format: "csv" } });
    await cloud.settle();
    expect(await call(getExport, { params: { id: exported.id } })).toMatchObject({ state: "done" });
    const answer = await cloud.send(requestOf(getExportFile, { params: { id: exported.id } }, cloud.secret));
    expect([answer.status, await answer.text()]).toEqual([303, ""]);
    const file = await fetch(String(answer.headers.get("location")));
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(await file.text()).toContain("sara@example.ir");
  }, 120_000);
});
