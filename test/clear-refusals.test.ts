import { expect, test } from "vitest";
import { getTimeline } from "#core/engagement/interactions/index.ts";
import { createCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { openApiDocument } from "#server/platform/openapi.ts";
import { encodeCursor } from "#server/platform/sharded.ts";
import { createTestWorkspace } from "./workspace.ts";

const NOBODY = "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" as const;

test("the timeline of nobody is not found, from the beginning and from a place in it", async () => {
  const { call } = await createTestWorkspace();
  const cursor = encodeCursor("t#8225000000000#int_01JD8ZC3W5Q1T8M4G2N6V9X0RA")!;
  for (const query of [{}, { cursor }])
    await expect(call(getTimeline, { params: { id: NOBODY }, query })).rejects.toThrow(/404 .*customer\.not_found/);
});

test("a time zone is one that there is", async () => {
  const { call } = await createTestWorkspace();
  const make = (timeZone: string) => call(createCustomer, { body: { name: "Ann", timeZone } });
  for (const wrong of ["Mars/Olympus", "+03:30", "noon", ""])
    await expect(make(wrong)).rejects.toThrow(/400 .*"path":"timeZone"/);
  const { customer } = await make("Asia/Tehran");
  const params = { id: customer.id };
  await expect(call(updateCustomer, { params, body: { version: 1, timeZone: "Nowhere" } })).rejects.toThrow(/timeZone/);
  expect((await call(updateCustomer, { params, body: { version: 1, timeZone: null } })).timeZone).toBeUndefined();
});

test("an extension is digits, in whatever script; what was typed is bounded", async () => {
  const { call } = await createTestWorkspace();
  const make = (phone: { number: string; extension?: string; raw?: string }) =>
    call(createCustomer, { body: { name: "Ann", phones: [phone] } });
  for (const extension of ["12a", "<b>", "1".repeat(21), " "])
    await expect(make({ number: "02188000000", extension })).rejects.toThrow(/400 .*phones\.0\.extension/);
  await expect(make({ number: "02188000000", raw: "0".repeat(61) })).rejects.toThrow(/400 .*phones\.0\.raw/);
  expect((await make({ number: "02188000000", extension: "۱۲" })).customer.phones[0]).toMatchObject({
    extension: "12",
  });
});

test("the document names the headers that count: a key against doing twice, the version that was read", () => {
  const { paths } = openApiDocument() as unknown as {
    paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
  };
  const headers = (path: string, method: string) =>
    (paths[`/api/v1${path}`]?.[method]?.parameters ?? []).filter((one) => one.in === "header").map(({ name }) => name);
  expect(headers("/customers", "post")).toEqual(["Idempotency-Key"]);
  expect(headers("/customers/{id}", "patch")).toEqual(["If-Match"]);
  expect(headers("/customers", "get")).toEqual([]);
  // What it answers is a secret, so nothing of it is kept.
  expect(headers("/session", "post")).toEqual([]);
});
