import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as customers from "#core/people/customers/index.ts";
import { getJob } from "#core/workspace/jobs/index.ts";
import { type Cloud, openDoor, remaining, startCloud } from "./cloud/cloud.ts";
import { answerOf, eventOf } from "./cloud/http-event.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";
import { caller } from "./journey.ts";

const endpoint = await askForDynamoDb();

describe.skipIf(endpoint === null)("the built worker and tick bundles over the real DynamoDB Local", () => {
  let cloud: Cloud;
  let call: ReturnType<typeof caller>;

  beforeAll(async () => {
    cloud = await startCloud(String(endpoint));
    call = caller(cloud.send, cloud.secret);
    for (const name of ["Sara", "Reza", "Mina"]) await call(customers.createCustomer, { body: { name } });
    await cloud.settle();
  });
  afterAll(async () => void (await cloud?.close()));

  test("a job leaves off before its function is cut off, and calls the next to go on", async () => {
    const job = await call(customers.rebuildCustomers);
    const [{ functionName, event }] = cloud.services.calls.splice(0) as [{ functionName: string; event: unknown }];
    expect([functionName, event]).toEqual(["peyvand-worker", { peyvand: "job", jobId: job.id }]);
    const states: string[] = [];
    for (let next: unknown = event; next; next = cloud.services.calls.shift()?.event) {
      const { state } = await cloud.worker(next, remaining(0));
      states.push(state);
    }
    expect(states).toEqual(["queued", "queued", "done"]);
    expect(await call(getJob, { params: { id: job.id } })).toMatchObject({ state: "done", result: { customers: 3 } });
  });

  test("two workers called for one job do it once", async () => {
    const job = await call(customers.rebuildCustomers);
    const event = cloud.services.calls.splice(0)[0]?.event;
    const [one, other] = await Promise.all([
      cloud.worker(event, remaining(900_000)),
      cloud.worker(event, remaining(900_000)),
    ]);
    expect([one.state, other.state]).toContain("done");
    expect((await call(getJob, { params: { id: job.id } })).tries).toBe(0);
  });

  test("a job whose worker was never called is found by the tick", async () => {
    const job = await call(customers.rebuildCustomers);
    cloud.services.calls.length = 0;
    const later = new Date(Date.now() + 180_000).toISOString();
    const { port } = cloud;
    const item = await port.get({ pk: "jobs", sk: job.id });
    const dueSk = `${new Date(0).toISOString()}#${job.id}`;
    expect(String(item?.dueAt) < later).toBe(true);
    const overdue = { ...item!, dueAt: new Date(0).toISOString(), dueSk };
    await port.transact([{ put: overdue }], "overdue");
    await cloud.tick({ peyvand: "tick", at: later }, {});
    expect(cloud.services.calls).toMatchObject([{ event: { jobId: job.id } }]);
    await cloud.settle();
    expect(await call(getJob, { params: { id: job.id } })).toMatchObject({ state: "done" });
  });

  test("a call for a job that is not there does nothing", async () => {
    expect(await cloud.worker({ peyvand: "job", jobId: "job_nowhere" }, remaining(900_000))).toEqual({
      state: "missing",
    });
  });

  test("an operator makes an empty workspace ready, and is told the first password once", async () => {
    const event = { peyvand: "firstStart", email: "first@example.ir", locale: "en", zone: "Europe/Berlin" };
    const { email, password } = await cloud.worker(event, remaining(900_000));
    const body = JSON.stringify({ email, password });
    const headers = { "content-type": "application/json", origin: "https://crm.example", host: "crm.example" };
    const auth = await openDoor("auth");
    const request = new Request("https://crm.example/api/v1/session", { method: "POST", body, headers });
    expect((await answerOf((await auth(await eventOf(request), {})) as never)).status).toBe(200);
    expect(await cloud.worker(event, remaining(900_000))).toEqual({ done: "There is an administrator already." });
    await expect(cloud.worker({ ...event, locale: "xx" }, remaining(1000))).rejects.toThrow("firstStart");
  });

  test("each refuses what is another's", async () => {
    await expect(cloud.worker({ peyvand: "tick" }, remaining(1000))).rejects.toThrow("it was called with peyvand");
    await expect(cloud.tick({ peyvand: "job", jobId: "job_1" }, {})).rejects.toThrow("of a schedule");
    await expect(cloud.tick({ source: "aws.ses" }, {})).rejects.toThrow("it was called with source");
  });
});
