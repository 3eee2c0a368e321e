import { beforeAll, describe, expect, test } from "vitest";
import { ENDPOINTS } from "#core/endpoints.ts";
import { createActivity } from "#core/engagement/activities/index.ts";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { bulkCustomers, createCustomer, getCustomer } from "#core/people/customers/index.ts";
import type { Endpoint } from "#core/platform/endpoint.ts";
import { PERMISSIONS } from "#core/platform/permissions.ts";
import { startExport } from "#core/workspace/exports/index.ts";
import { createUpload } from "#core/workspace/imports/endpoints.ts";
import { addRole } from "#core/workspace/roles/index.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { addPerson, type Person } from "./people.ts";
import { createTestWorkspace, type LooseCall, requestOf, type TestWorkspace } from "./workspace.ts";

/** The first parts of paths under which a record is somebody's: made by another, it is not there. */
const KINDS = ["customers", "interactions", "activities", "jobs", "exports", "uploads"] as const;
const SECRET = "Anahita of another";

let workspace: TestWorkspace;
let sara: Person;
const ids: Record<string, string> = {};
let changeId = "";

const kindOf = ({ path }: Endpoint) => KINDS.find((kind) => path.startsWith(`/${kind}/{id}`));

/** Sara may do nearly everything there is, and sees her own customers only. */
beforeAll(async () => {
  workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const permissions = PERMISSIONS.filter((one) => !/^(workspace\.(operate|backup)|users|keys)/.test(one));
  const body = { name: "All of one's own", permissions, visibility: { customers: "own" as const }, fields: {} };
  sara = await addPerson(workspace, { name: "Sara", role: (await workspace.call(addRole, { body })).id });
  const ali = await addPerson(workspace, { name: "Ali", role: "administrator" });
  const { customer } = (await ali.ask(createCustomer, { body: { name: SECRET, ownerId: ali.id } })).body;
  ids.customers = customer.id;
  const said = { customerId: customer.id, channel: "call" as const, subject: SECRET };
  ids.interactions = (await ali.ask(logInteraction, { body: said })).body.id;
  const planned = { customerId: customer.id, kind: "task", subject: SECRET, ownerId: ali.id, dueOn: "2026-04-01" };
  const activity = await ali.ask(createActivity, { body: planned as never });
  ids.activities = activity.body?.id ?? "";
  const action = { kind: "tag" as const, tags: ["x"] };
  ids.jobs = (await ali.ask(bulkCustomers, { body: { action, ids: [customer.id] } as never })).body.id;
  ids.exports = (await ali.ask(startExport, { body: { of: "customers" } })).body.id;
  ids.uploads = (await ali.ask(createUpload, { body: { fileName: "a.csv", bytes: 3 } })).body.id;
  await Promise.all(workspace.background.splice(0));
  const { items } = await workspace.ctx().then(({ table }) => table.query({ pk: customer.id, limit: 100 }));
  changeId = String(items.find(({ type }) => type === "change")?.sk)
    .split("#")
    .at(-1)!;
});

const concerned = ENDPOINTS.filter((endpoint) => kindOf(endpoint) !== undefined);

describe.each(concerned.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "%s",
  (_, endpoint) => {
    test("another's record is not there", async () => {
      const id = ids[kindOf(endpoint)!]!;
      expect(id).toMatch(/^[a-z]{3}_/);
      const call: LooseCall = {
        params: { id, changeId, kind: "family", otherId: ids.customers },
        ...(endpoint.body && { body: {} }),
      };
      const response = await workspace.app.request(requestOf(endpoint, call, sara.secret));
      // A body that is wrong may be told first: it is looked at before any record is.
      expect(endpoint.body ? [400, 404] : [404]).toContain(response.status);
      expect(await response.text()).not.toContain("Anahita");
    });
  },
);

test("what Sara makes herself is there", async () => {
  const { body } = await sara.ask(createCustomer, { body: { name: "Hers" } });
  expect((await sara.ask(getCustomer, { params: { id: body.customer.id } })).status).toBe(200);
});
