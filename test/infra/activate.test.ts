import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activate } from "../../infra/inbound/activate.ts";

/** Stands where SES is, for the one thing it knows here: which rules are active. */
let active: string | null = null;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked = new URLSearchParams(Buffer.concat(chunks).toString());
  const action = String(asked.get("Action"));
  if (action === "SetActiveReceiptRuleSet") active = asked.get("RuleSetName");
  const name = active === null ? "" : `<Metadata><Name>${active}</Name></Metadata>`;
  response.writeHead(200, { "content-type": "text/xml" });
  response.end(`<${action}Response><${action}Result>${name}</${action}Result></${action}Response>`);
});

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
});
beforeEach(() => {
  active = null;
});
afterAll(() => void server.close());

test("where no rules are active ours become so, and off they are again", async () => {
  expect(await activate("eu-central-1", "on")).toBeNull();
  expect(active).toBe("peyvand");
  expect(await activate("eu-central-1", "on")).toBeNull();
  expect(await activate("eu-central-1", "off")).toBeNull();
  expect(active).toBeNull();
});

test("somebody else's rules stay active, and it is said why", async () => {
  active = "mailbox-of-others";
  expect(await activate("eu-central-1", "on")).toContain("the receipt rules «mailbox-of-others» are active");
  await activate("eu-central-1", "off");
  expect(active).toBe("mailbox-of-others");
});
