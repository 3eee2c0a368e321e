import { beforeEach, describe, expect, test } from "vitest";
import { createActivity } from "#core/engagement/activities/index.ts";
import {
  correctInteraction,
  getCustomerPage,
  getInteraction,
  getTimeline,
  logInteraction,
} from "#core/engagement/interactions/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { listDuplicates, mergeCustomers } from "#core/people/duplicates/index.ts";
import { addRelation } from "#core/people/relations/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { getJob } from "#core/workspace/jobs/index.ts";
import { search } from "#core/workspace/search/endpoints.ts";
import { addTeam, changeTeam } from "#core/workspace/teams/index.ts";
import { changeUser, getMe, handOver, listUsers, removeUser } from "#core/workspace/users/index.ts";
import { addPerson, type Person } from "./people.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

let workspace: TestWorkspace;
let [sara, ali, zahra]: Person[] = [];
let [north, south]: { id: Id<"tem"> }[] = [];

/** Sara and Ali sell, each for themselves, in the north; Zahra manages the north and the south below it. */
beforeEach(async () => {
  workspace = await createTestWorkspace();
  north = await workspace.call(addTeam, { body: { name: "North" } });
  south = await workspace.call(addTeam, { body: { name: "South", parentId: north.id } });
  sara = await addPerson(workspace, { name: "Sara", role: "salesperson", teamId: north.id });
  ali = await addPerson(workspace, { name: "Ali", role: "salesperson", teamId: south.id });
  zahra = await addPerson(workspace, { name: "Zahra", role: "manager", teamId: north.id });
});

async function add(name: string, more: Partial<customers.NewCustomer> = {}) {
  const { customer } = await workspace.call(customers.createCustomer, { body: { name, ...more } });
  await workspace.pump.idle();
  return customer;
}

async function give(id: Id<"cus">, ownerId: Id<"usr"> | null) {
  const { version } = await workspace.call(customers.getCustomer, { params: { id } });
  await workspace.call(customers.updateCustomer, { params: { id }, body: { version, ownerId } });
  await workspace.pump.idle();
}

const names = async (person: Person, query = {}) =>
  (await person.ask(customers.listCustomers, { query })).body.items.map(({ name }) => name);

describe("whose customers one sees", () => {
  test("a salesperson their own, a manager those of the team and the teams below, an administrator all", async () => {
    await add("Sara's", { ownerId: sara!.id });
    await add("Ali's", { ownerId: ali!.id });
    await add("Nobody's");
    await add("The south's", { teamId: south!.id });
    expect(await names(sara!)).toEqual(["Sara's"]);
    expect(await names(ali!)).toEqual(["Ali's"]);
    expect((await names(zahra!)).sort()).toEqual(["Ali's", "Sara's", "The south's"]);
    expect((await workspace.call(customers.listCustomers)).items).toHaveLength(4);
  });

  test.each(["newest", "name", "lastContact", "changed"] as const)(
    "in the order %s, page after page, either way",
    async (sort) => {
      const made: Awaited<ReturnType<typeof add>>[] = [];
      for (const name of ["Cyrus", "Ava", "Dara", "Bita", "Elham"])
        made.push(await add(name, { ownerId: name === "Dara" ? ali!.id : sara!.id }));
      for (const at of [3, 0])
        await workspace.call(logInteraction, { body: { customerId: made[at]!.id, channel: "call" } });
      await workspace.pump.idle();
      for (const reverse of [false, true]) {
        const all = (await workspace.call(customers.listCustomers, { query: { sort, reverse: String(reverse) } }))
          .items;
        const wanted = all.map(({ name }) => name).filter((name) => name !== "Dara");
        const found: string[] = [];
        let cursor: string | null = null;
        do {
          const query: object = { sort, reverse, limit: 2, ...(cursor && { cursor }) };
          const { items, nextCursor } = (await sara!.ask(customers.listCustomers, { query })).body;
          found.push(...items.map(({ name }) => name));
          cursor = nextCursor;
        } while (cursor !== null);
        expect(found).toEqual(wanted);
      }
    },
  );

  test("a list is read from the owner's own partition: others cost nothing", async () => {
    await add("Mine", { ownerId: sara!.id });
    for (let at = 0; at < 30; at++) await add(`Other ${at}`, { ownerId: ali!.id });
    const read: string[] = [];
    const { port } = workspace;
    const { query } = port;
    port.query = (asked) => {
      read.push(`${asked.index} ${asked.pk}`);
      return query.call(port, asked);
    };
    for (const sort of ["newest", "name", "lastContact", "changed"] as const) {
      read.length = 0;
      expect(await names(sara!, { sort })).toEqual(["Mine"]);
      expect(read).toEqual([`byOwner owner#current#${sara!.id}`]);
    }
  });

  test("what a salesperson adds is theirs; given away it may not be by them", async () => {
    const { body, status } = await sara!.ask(customers.createCustomer, { body: { name: "New" } });
    expect([status, body.customer.ownerId]).toEqual([201, sara!.id]);
    const { id, version } = body.customer;
    const refused = await sara!.ask(customers.updateCustomer, { params: { id }, body: { version, ownerId: ali!.id } });
    expect([refused.status, refused.code]).toEqual([403, "customer.owner_out_of_sight"]);
  });
});

describe("another's customer", () => {
  test("is not there: page, record, timeline, writes, interactions, relations, merges, undo, names", async () => {
    const [mine, other] = [await add("Mine", { ownerId: sara!.id }), await add("Other", { ownerId: ali!.id })];
    const logged = await workspace.call(logInteraction, {
      body: { customerId: other.id, channel: "call", body: "secret" },
    });
    const params = { id: other.id };
    const { items } = (await workspace.call(getTimeline, { params, query: { only: "changes" } })) as {
      items: { change: { id: Id<"chg"> } }[];
    };
    const { ask } = sara!;
    const answers = [
      await ask(customers.getCustomer, { params }),
      await ask(getCustomerPage, { params }),
      await ask(getTimeline, { params }),
      await ask(customers.updateCustomer, { params, body: { version: 1, name: "x" } }),
      await ask(customers.archiveCustomer, { params }),
      await ask(customers.undoChange, { params: { ...params, changeId: items[0]!.change.id } }),
      await ask(logInteraction, { body: { customerId: other.id, channel: "call" } }),
      await ask(getInteraction, { params: { id: logged.id } }),
      await ask(correctInteraction, { params: { id: logged.id }, body: { version: 1, subject: "x" } }),
      await ask(addRelation, { params: { id: mine.id }, body: { kind: "family", otherId: other.id } }),
      await ask(addRelation, { params, body: { kind: "family", otherId: mine.id } }),
      await ask(mergeCustomers, { body: { survivorId: mine.id, absorbedId: other.id } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    const found = await ask(customers.getCustomerNames, { query: { ids: `${mine.id},${other.id}` } });
    expect(found.body.items.map(({ name }) => name)).toEqual(["Mine"]);
  });

  test("is named nowhere: search, duplicates while typing, pairs, relations, recent changes", async () => {
    const phones = [{ number: "09121000050" }];
    const mine = await add("Maryam Karimi", { ownerId: sara!.id, phones });
    const other = await add("Maryam Karimi Other", { ownerId: ali!.id, phones });
    await workspace.call(addRelation, { params: { id: mine.id }, body: { kind: "family", otherId: other.id } });
    await workspace.pump.idle();
    const { ask } = sara!;
    const answers = [
      await ask(search, { query: { q: "maryam" } }),
      await ask(search, { query: { q: "0050" } }),
      await ask(customers.findDuplicates, { body: { name: "Maryam Karimi Other", phones: ["09121000050"] } }),
      await ask(listDuplicates),
      await ask(getCustomerPage, { params: { id: mine.id } }),
      await ask(customers.listRecentChanges, { query: { everyone: "true" } }),
      await ask(listChanges),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toContain("Karimi Other");
    }
    expect(answers[0]!.text).toContain(mine.id);
    const page = (await ask(getCustomerPage, { params: { id: mine.id } })).body;
    expect(page.relations).toMatchObject([{ otherId: other.id, otherName: "", outOfSight: true }]);
  });

  test("a record merged into it goes with it", async () => {
    const [mine, kept] = [await add("Merged", { ownerId: sara!.id }), await add("Kept", { ownerId: ali!.id })];
    await workspace.call(mergeCustomers, { body: { survivorId: kept.id, absorbedId: mine.id } });
    expect((await sara!.ask(customers.getCustomer, { params: { id: mine.id } })).status).toBe(404);
    expect((await ali!.ask(customers.getCustomer, { params: { id: mine.id } })).body.mergedInto).toBe(kept.id);
  });

  test("is found among one's own even where a word is common to more than a search reads", async () => {
    const one = await add("Reza Tehrani", { ownerId: sara!.id });
    for (let at = 0; at < 3; at++) await add("Reza Tabrizi", { ownerId: ali!.id });
    expect((await sara!.ask(search, { query: { q: "reza" } })).body.items.map(({ id }) => id)).toEqual([one.id]);
  });
});

describe("the feed of changes", () => {
  const follow = async (person: Person, since?: string) => {
    const { items, nextCursor } = (await person.ask(listChanges, { query: { ...(since && { since }), limit: 200 } }))
      .body;
    return { told: items.map(({ verb, entityId }) => `${verb} ${entityId}`), nextCursor };
  };

  test("a record that leaves one's sight arrives as gone, once, and comes back as a change", async () => {
    const one = await add("Moving", { ownerId: sara!.id });
    const { nextCursor } = await follow(sara!);
    await give(one.id, ali!.id);
    await workspace.call(logInteraction, { body: { customerId: one.id, channel: "call" } });
    await workspace.pump.idle();
    const left = await follow(sara!, nextCursor);
    expect(left.told).toEqual([`customer.gone ${one.id}`]);
    expect((await follow(ali!)).told).toContain(`customer.updated ${one.id}`);
    await give(one.id, zahra!.id);
    expect((await follow(sara!, left.nextCursor)).told).toEqual([]);
    await give(one.id, sara!.id);
    expect((await follow(sara!, left.nextCursor)).told.at(-1)).toBe(`customer.updated ${one.id}`);
    // Within the team's sight all the time: to its manager it never left.
    expect((await follow(zahra!)).told.filter((told) => told.startsWith("customer.gone"))).toEqual([]);
  });

  test("a gone record tells its id and nothing more", async () => {
    const one = await add("Moving", { ownerId: sara!.id });
    await give(one.id, ali!.id);
    const { items } = (await sara!.ask(listChanges)).body;
    const gone = items.find(({ verb }) => verb === "customer.gone");
    expect(gone).toMatchObject({ entityId: one.id, fields: {}, actor: { kind: "system" } });
    expect(JSON.stringify(items)).not.toContain(ali!.id);
  });

  test("that one's role or team is another now is told, so that a client reads all anew", async () => {
    const { nextCursor } = await follow(sara!);
    await workspace.call(changeUser, { params: { id: sara!.id }, body: { role: "agent" } });
    await workspace.pump.idle();
    expect((await follow(sara!, nextCursor)).told).toEqual(["sight.changed workspace"]);
  });
});

describe("roles and teams in the middle of a session", () => {
  test("another role is obeyed by the next request", async () => {
    const other = await add("Other");
    expect((await sara!.ask(customers.getCustomer, { params: { id: other.id } })).status).toBe(404);
    await workspace.call(changeUser, { params: { id: sara!.id }, body: { role: "viewer" } });
    expect((await sara!.ask(customers.getCustomer, { params: { id: other.id } })).status).toBe(200);
    expect((await sara!.ask(customers.archiveCustomer, { params: { id: other.id } })).status).toBe(403);
  });

  test("a job acts with what its starter may see when it runs", async () => {
    const [mine, other] = [await add("Mine", { ownerId: sara!.id }), await add("Other", { ownerId: ali!.id })];
    const body = { action: { kind: "tag", tags: ["x"] }, ids: [mine.id, other.id] } as const;
    const job = (await sara!.ask(customers.bulkCustomers, { body: body as never })).body;
    await Promise.all(workspace.background.splice(0));
    expect((await workspace.call(getJob, { params: { id: job.id } })).result).toMatchObject({ changed: 1, left: 1 });
    expect((await workspace.call(customers.getCustomer, { params: { id: other.id } })).tags).toEqual([]);
    const all = (
      await sara!.ask(customers.bulkCustomers, {
        body: { action: { kind: "tag", tags: ["y"] }, filter: '{"all":[]}' } as never,
      })
    ).body;
    await Promise.all(workspace.background.splice(0));
    expect((await workspace.call(getJob, { params: { id: all.id } })).result).toMatchObject({ chosen: 1 });
  });

  test("a part of the program that a team does without is refused to it and to the teams below", async () => {
    await workspace.call(changeTeam, { params: { id: north!.id }, body: { modulesOff: ["activities", "duplicates"] } });
    const answer = await ali!.ask(listDuplicates);
    expect([answer.status, answer.code]).toEqual([403, "module.off"]);
    const body = { customerId: null, kind: "task", subject: "x" };
    expect((await ali!.ask(createActivity, { body: body as never })).code).toBe("module.off");
    expect((await ali!.ask(getMe)).body.modulesOff.toSorted()).toEqual(["activities", "duplicates"]);
  });
});

describe("who leaves", () => {
  test("is refused by the next request; their customers go to a colleague in the same step, and the rest of the record stays", async () => {
    const [one, away] = [await add("One", { ownerId: sara!.id }), await add("Away", { ownerId: sara!.id })];
    await workspace.call(customers.archiveCustomer, { params: { id: away.id } });
    const job = await workspace.call(handOver, { params: { id: sara!.id }, body: { toUserId: ali!.id, remove: true } });
    expect((await sara!.ask(getMe)).status).toBe(401);
    await Promise.all(workspace.background.splice(0));
    await workspace.pump.idle();
    expect((await workspace.call(getJob, { params: { id: job.id } })).result).toEqual({ moved: 2, left: 0 });
    expect(await names(ali!)).toEqual(["One"]);
    expect(await names(ali!, { archived: true })).toEqual(["Away"]);
    expect((await ali!.ask(customers.getCustomer, { params: { id: one.id } })).body.version).toBe(2);
    const { items } = await workspace.call(listUsers);
    expect(items.find(({ id }) => id === sara!.id)?.removedAt).toBeTruthy();
  });

  test("handing over is taken back, but for what was given on since", async () => {
    const [one, two] = [await add("One", { ownerId: sara!.id }), await add("Two", { ownerId: sara!.id })];
    const job = await workspace.call(handOver, { params: { id: sara!.id }, body: { toUserId: ali!.id } });
    await Promise.all(workspace.background.splice(0));
    await give(two.id, zahra!.id);
    const { undoJob } = await import("#core/workspace/jobs/index.ts");
    const undo = await workspace.call(undoJob, { params: { id: job.id } });
    await Promise.all(workspace.background.splice(0));
    expect((await workspace.call(getJob, { params: { id: undo.id } })).result).toEqual({ moved: 1, left: 0 });
    expect(await names(sara!)).toEqual(["One"]);
    expect((await workspace.call(customers.getCustomer, { params: { id: one.id } })).ownerId).toBe(sara!.id);
  });

  test("is not the last administrator", async () => {
    const boss = await addPerson(workspace, { name: "Boss", role: "administrator" });
    const attempts = [
      await boss.ask(removeUser, { params: { id: boss.id } }),
      await boss.ask(changeUser, { params: { id: boss.id }, body: { role: "viewer" } }),
      await boss.ask(handOver, { params: { id: boss.id }, body: { toUserId: sara!.id, remove: true } }),
    ];
    expect(attempts.map(({ code }) => code)).toEqual(attempts.map(() => "user.last_administrator"));
    await addPerson(workspace, { name: "Second", role: "administrator" });
    expect((await boss.ask(changeUser, { params: { id: boss.id }, body: { role: "viewer" } })).status).toBe(200);
  });

  test("two administrators who remove one another at once: one stays", async () => {
    const one = await addPerson(workspace, { name: "One", role: "administrator" });
    const other = await addPerson(workspace, { name: "Other", role: "administrator" });
    const answers = await Promise.all([
      one.ask(removeUser, { params: { id: other.id } }),
      other.ask(removeUser, { params: { id: one.id } }),
    ]);
    const { items } = await workspace.call(listUsers);
    const left = items.filter(({ role, removedAt }) => role === "administrator" && !removedAt);
    expect(left).toHaveLength(1);
    expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
  });
});
