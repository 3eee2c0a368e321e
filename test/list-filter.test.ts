import { expect, test } from "vitest";
import { createCustomer, listCustomers, type NewCustomer } from "#core/people/customers/index.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

const CITIES = ["Yazd", "Shiraz", "یزد"];

async function workspaceOf(count: number) {
  const workspace = await createTestWorkspace();
  for (let n = 0; n < count; n++) {
    const body: NewCustomer = {
      name: `C ${String(n).padStart(3, "0")}`,
      addresses: [{ city: CITIES[n % 3] }],
      tags: n % 5 === 0 ? ["vip"] : [],
    };
    await workspace.call(createCustomer, { body });
  }
  const all = async (filter: Rule, sort: "newest" | "name" = "newest", limit = 7) => {
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { name: string }[]; nextCursor: string | null } = await workspace.call(listCustomers, {
        query: { filter: JSON.stringify(filter), sort, limit, ...(cursor && { cursor }) },
      });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    return names;
  };
  return { ...workspace, all };
}

test("a filter gives exactly who passes it, in both orders, over any number of pages", async () => {
  const { all } = await workspaceOf(60);
  const expected = Array.from({ length: 60 }, (_, n) => n)
    .filter((n) => n % 3 === 0 && n % 5 === 0)
    .map((n) => `C ${String(n).padStart(3, "0")}`);
  const rule: Rule = {
    all: [
      { field: "city", is: "equals", value: "yazd" },
      { field: "tags", is: "hasAny", value: ["vip"] },
    ],
  };
  expect(await all(rule, "name")).toEqual(expected);
  expect(await all(rule, "newest")).toEqual([...expected].reverse());
  expect(await all({ not: rule }, "name", 50)).toHaveLength(60 - expected.length);
  expect(await all({ field: "city", is: "equals", value: "Nowhere" })).toEqual([]);
});

test("a filter that is no rule or names no field is refused and says where", async () => {
  const { app, key } = await workspaceOf(1);
  const secret = await key("viewer");
  const ask = async (filter: string) => {
    const response = await app.request(requestOf(listCustomers, { query: { filter } }, secret));
    return [response.status, (await response.json()).error.code];
  };
  expect(await ask("{")).toEqual([400, "rule.invalid"]);
  expect(await ask('{"field":"city"}')).toEqual([400, "rule.invalid"]);
  expect(await ask('{"field":"nothing","is":"equals","value":"x"}')).toEqual([400, "rule.broken"]);
  expect(await ask(`${'{"not":'.repeat(100)}1${"}".repeat(100)}`)).toEqual([400, "rule.invalid"]);
});
