import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Files } from "#server/platform/files.ts";
import { startS3 } from "#test/cloud/s3.ts";
import { createS3Files } from "./s3-files.ts";

const MB = 1024 * 1024;
let s3: Awaited<ReturnType<typeof startS3>>;
let files: Files;

beforeAll(async () => {
  s3 = await startS3();
  Object.assign(process.env, {
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_S3: s3.url,
  });
  files = createS3Files("files", { pathStyle: true });
});
beforeEach(() => s3.objects.clear());
afterAll(() => s3.close());

async function* chunks(sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const [at, size] of sizes.entries()) yield new Uint8Array(size).fill(at + 1);
}

async function bytesOf(found: { stream: AsyncIterable<Uint8Array> } | null): Promise<number[]> {
  const bytes: number[] = [];
  for await (const chunk of found?.stream ?? []) bytes.push(...chunk);
  return bytes;
}

test("what is written is read back, whole and in part, listed in order, and gone when removed", async () => {
  expect(await files.write("uploads/upl_1", chunks([2, 3]), 10)).toEqual({ bytes: 5 });
  await files.write("exports/exp_1", chunks([1]), 10);
  expect(await bytesOf(await files.read("uploads/upl_1"))).toEqual([1, 1, 2, 2, 2]);
  const part = await files.read("uploads/upl_1", { from: 1, to: 3 });
  expect([part?.bytes, await bytesOf(part)]).toEqual([5, [1, 2]]);
  expect(await bytesOf(await files.read("uploads/upl_1", { from: 9, to: 12 }))).toEqual([]);
  expect(await bytesOf(await files.read("uploads/upl_1", { from: 2, to: 2 }))).toEqual([]);
  expect(await files.list({ after: "", limit: 10 })).toEqual([
    { name: "exports/exp_1", bytes: 1 },
    { name: "uploads/upl_1", bytes: 5 },
  ]);
  expect(await files.list({ after: "exports/exp_1", limit: 10 })).toHaveLength(1);
  await files.remove("uploads/upl_1");
  expect(await files.size("uploads/upl_1")).toBeNull();
  expect(await files.read("uploads/upl_1")).toBeNull();
});

test("what is larger than a part goes in parts, in order", async () => {
  expect(await files.write("uploads/large", chunks([6 * MB, 6 * MB, 6 * MB, 1]), 20 * MB)).toEqual({
    bytes: 18 * MB + 1,
  });
  const object = s3.objects.get("uploads/large");
  expect([object?.length, object?.[0], object?.[6 * MB], object?.at(-1)]).toEqual([18 * MB + 1, 1, 2, 4]);
});

test("more than was allowed is refused and nothing of it stays, in parts or whole", async () => {
  await expect(files.write("uploads/x", chunks([9 * MB, 9 * MB]), 10 * MB)).rejects.toThrow("at most");
  await expect(files.write("uploads/y", chunks([11]), 10)).rejects.toThrow("at most 10 bytes");
  expect([s3.objects.size, s3.open(), s3.aborted]).toEqual([0, 0, ["uploads/x"]]);
});

test("an address for uploading takes the announced bytes, and neither more, nor less, nor another name", async () => {
  const address = await files.uploadAddress!("uploads/upl_2", 4);
  const put = (url: string, body: string) => fetch(url, { method: "PUT", body });
  expect(new URL(address).searchParams.get("X-Amz-SignedHeaders")).toContain("content-length");
  expect((await put(address, "five!")).status).toBe(403);
  expect((await put(address, "two")).status).toBe(403);
  expect((await put(address.replace("upl_2", "upl_3"), "four")).status).toBe(403);
  expect((await put(address, "four")).status).toBe(200);
  expect(await files.size("uploads/upl_2")).toBe(4);
});

test("an address for downloading says what the file is, and nobody can make it say something else", async () => {
  await files.write("exports/exp_2", chunks([3]), 10);
  const disposition = `attachment; filename="list.csv"; filename*=UTF-8''%D9%81.csv`;
  const address = await files.downloadAddress!("exports/exp_2", { type: "text/csv; charset=utf-8", disposition });
  const answer = await fetch(address);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(answer.headers.get("content-disposition")).toBe(disposition);
  expect((await fetch(address.replace("text%2Fcsv", "text%2Fhtml"))).status).toBe(403);
  expect((await fetch(address, { method: "PUT", body: "x" })).status).toBe(403);
});

test.for(["../secret", "a//b", "/a", "a/../b", ""])("«%s» is no file's name", async (name) => {
  await expect(async () => files.size(name)).rejects.toThrow("Not a file name");
});
