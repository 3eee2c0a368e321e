import { beforeAll, describe, expect, test } from "vitest";
import { createCustomer } from "#core/people/customers/index.ts";
import { createMeteredWorkspace } from "../bench/metered-workspace.ts";
import { growing, measureTable, type TableCosts, type TableOperation } from "../bench/table.ts";
import { BUDGETS } from "../bench/table-report.ts";

/** Counts on the table port, never timings: what fails here is a round trip or an index write that somebody added. */
const bySize: Record<string, TableCosts> = {};

beforeAll(async () => {
  // Both bases end with the same two hundred customers, which are what the pages show.
  for (const others of [100, 1000]) bySize[others] = await measureTable(others + 200);
});

const costOf = (name: TableOperation) => bySize["100"]![name];

describe("once the actor is known", () => {
  test.each([
    ["get", 1],
    ["customerPage", 1],
    ["listNewest", 1],
    ["changes", 1],
    ["listByName", 2],
    ["listByContact", 2],
    ["listByChange", 2],
    ["create", 2],
    ["update", 2],
    ["log", 2],
  ] as const)("%s waits for the table %i times", (name, depth) => {
    expect(costOf(name).request.depth).toBe(depth);
  });

  test("the customer page is one query, and the newest customers one for each shard", () => {
    expect(costOf("customerPage").request.requests).toBe(1);
    expect(costOf("listNewest").request.requests).toBe(8);
  });
});

describe("write units, with all that follows", () => {
  test.each([
    ["create", BUDGETS.create!.writeUnits!],
    ["log", BUDGETS.log!.writeUnits!],
  ] as const)("%s stays within %i", (name, budget) => {
    expect(costOf(name).writeUnits).toBeLessThanOrEqual(budget);
  });

  /** Written out, so that a change of any of them is seen and decided, not found on a bill. */
  test("are what they were", () => {
    const units = (name: TableOperation) => {
      const { request, sequencer, subscribers } = costOf(name);
      return [request, sequencer, subscribers].map(({ writeUnits }) => writeUnits);
    };
    expect({ create: units("create"), update: units("update"), log: units("log") }).toEqual({
      create: [17, 6, 6],
      update: [10, 6, 0],
      log: [10, 6, 0],
    });
  });

  test("a row of an import costs no more than a customer typed in", () => {
    expect(costOf("importRow").writeUnits).toBeLessThanOrEqual(costOf("create").writeUnits + 1);
  });
});

test("nothing costs more with a thousand customers than with a hundred", () => {
  expect(growing(bySize)).toEqual([]);
});

test("a mail received is an interaction and a mark: twenty units at most, and nothing the second time", async () => {
  const { call, measure, receive } = await createMeteredWorkspace();
  await call(createCustomer, { body: { name: "سارا احمدی", emails: [{ address: "sara@example.com" }] } });
  const headers =
    "From: sara@example.com\r\nSubject: Tour\r\nMessage-ID: <1@example.com>\r\nContent-Type: text/plain; charset=utf-8";
  const mail = `${headers}\r\n\r\nبرای نوروز دو بلیت شیراز می‌خواهم.\r\n`;
  expect((await measure(() => receive(mail))).writeUnits).toBeLessThanOrEqual(20);
  expect((await measure(() => receive(mail))).writeUnits).toBe(0);
});
