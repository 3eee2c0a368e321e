import { expect, test } from "vitest";
import { ENDPOINTS } from "#core/endpoints.ts";
import { createActivity } from "#core/engagement/activities/index.ts";
import { MODULE_NAMES, type Module, moduleOf, moduleOfPermission, withNeeding } from "#core/platform/access/modules.ts";
import type { Endpoint } from "#core/platform/endpoint.ts";
import { PERMISSIONS } from "#core/platform/permissions.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { createFileLink } from "#core/workspace/file-links/endpoints.ts";
import { addTeam } from "#core/workspace/teams/index.ts";
import { getMe } from "#core/workspace/users/index.ts";
import { addPerson, type Person } from "./people.ts";
import { createTestWorkspace } from "./workspace.ts";

/** What one may do is asked before what one sends is read. */
const anyCall = ({ path, body }: Endpoint) => ({
  params: Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, "x"])),
  ...(body && { body: {} }),
});

const isOf = (module: Module) => (endpoint: Endpoint) => moduleOf(endpoint.tag) === module;

test("each part has endpoints, and a permission of a part is asked for by no other", () => {
  for (const module of MODULE_NAMES) expect(ENDPOINTS.filter(isOf(module)), module).not.toEqual([]);
  for (const permission of PERMISSIONS) {
    const module = moduleOfPermission(permission);
    if (module === undefined) continue;
    const asking = ENDPOINTS.filter((endpoint) => endpoint.permission === permission);
    const strangers = asking.filter(({ tag }) => {
      const other = moduleOf(tag);
      return other !== module && (other === undefined || !withNeeding([module]).has(other));
    });
    expect(
      strangers.map(({ name }) => name),
      permission,
    ).toEqual([]);
  }
});

test.each(MODULE_NAMES)(
  "a team without %s is refused every endpoint of it by one code, and no other is",
  async (module) => {
    const workspace = await createTestWorkspace();
    const team = await workspace.call(addTeam, { body: { name: "North", modulesOff: [module] } });
    const below = await workspace.call(addTeam, { body: { name: "Below", parentId: team.id } });
    const ali = await addPerson(workspace, { name: "Ali", role: "administrator", teamId: below.id });
    const codeOf = async (endpoint: Endpoint) => (await ali.ask(endpoint, anyCall(endpoint) as never)).code;
    const off = withNeeding([module]);
    expect(new Set((await ali.ask(getMe)).body.modulesOff)).toEqual(off);
    for (const endpoint of ENDPOINTS) {
      const isOff = off.has(moduleOf(endpoint.tag) ?? "");
      // What signs somebody out, or closes the workspace for a restore, is left for the others.
      if (!isOff && (endpoint.permission === "public" || endpoint.method !== "GET")) continue;
      if (isOff) expect(await codeOf(endpoint), endpoint.name).toBe("module.off");
      else expect(await codeOf(endpoint), endpoint.name).not.toBe("module.off");
    }
  },
);

test("what is off is told by no feed and opened by no link", async () => {
  const workspace = await createTestWorkspace();
  const team = await workspace.call(addTeam, { body: { name: "North", modulesOff: ["activities", "exports"] } });
  const ali = await addPerson(workspace, { name: "Ali", role: "administrator", teamId: team.id });
  const zahra = await addPerson(workspace, { name: "Zahra", role: "administrator" });
  const body = { kind: "task", subject: "x", dueOn: "2030-01-01" } as never;
  expect((await zahra.ask(createActivity, { body })).status).toBe(201);
  await workspace.pump.idle();
  const told = async (person: Person) => (await person.ask(listChanges)).body.items.map(({ entity }) => entity);
  expect(await told(zahra)).toContain("activity");
  expect(await told(ali)).not.toContain("activity");
  const link = { body: { of: "export", id: `exp_${"0".repeat(26)}` } } as never;
  expect([(await ali.ask(createFileLink, link)).status, (await zahra.ask(createFileLink, link)).status]).toEqual([
    403, 404,
  ]);
});
