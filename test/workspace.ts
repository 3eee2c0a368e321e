import type { Hono } from "hono";
import { monotonicFactory } from "ulid";
import { roleId } from "#core/platform/access/role.ts";
import type { CallOf, Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import type { Role } from "#core/platform/permissions.ts";
import { createCallOut } from "#node/call-out.ts";
import { createSealingVault } from "#node/sealing-vault.ts";
import { createServer, SUBSCRIBERS, work } from "#server/app.ts";
import type { Ctx } from "#server/platform/context.ts";
import { createTable } from "#server/platform/create-table.ts";
import { CrashError } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createJsonLog } from "#server/platform/log.ts";
import { createMemoryMailbox } from "#server/platform/memory-mailer.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createPump, type Pump } from "#server/platform/pump.ts";
import type { Subscriber } from "#server/platform/subscribers.ts";
import { systemContext } from "#server/platform/system-context.ts";
import type { TablePort } from "#server/platform/table.ts";
import { SIGN_IN_ROOMS } from "#server/sign-in-app.ts";
import { createApiKey } from "#server/workspace/api-keys/verbs.ts";
import { keepLog, keepSecret } from "./logs.ts";

/** A clock that moves only when told, or by a millisecond when asked to tick by itself. */
export function createClock(start = "2026-03-21T08:00:00.000Z", stepMs = 1) {
  let ms = Date.parse(start);
  return {
    now: () => {
      ms += stepMs;
      return new Date(ms).toISOString();
    },
    advanceBy: (by: number) => {
      ms += by;
    },
  };
}

export type TestWorkspace = {
  app: Hono;
  port: TablePort;
  clock: ReturnType<typeof createClock>;
  pump: Pump;
  /** What was sent, by the keys of the sendings. */
  mailbox: ReturnType<typeof createMemoryMailbox>;
  /** What goes on behind the answers. */
  background: Promise<void>[];
  ctx(): Promise<Ctx>;
  key(role: Role): Promise<string>;
  /** Calls an endpoint as the administrator; throws with the answer's text when it is refused. */
  call<E extends Endpoint>(endpoint: E, call?: CallOf<E>): Promise<OutputOf<E>>;
};

/** The whole server over a table of one's choice (memory unless given), with a clock and ids of its own. */
export async function createTestWorkspace(
  options: {
    port?: TablePort;
    subscribers?: readonly Subscriber[];
    files?: Ctx["files"];
    callOut?: Ctx["callOut"];
    /** Of the ids: two over one table need two. */
    seed?: number;
    mailer?: Ctx["mailer"];
    texter?: Ctx["texter"];
    /** Of a process that begins later over the same table: its own time. */
    startsAt?: string;
  } = {},
): Promise<TestWorkspace> {
  const port = options.port ?? createMemoryTable({ indexes: INDEXES });
  const clock = createClock(options.startsAt);
  let seed = options.seed ?? 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const ulid = monotonicFactory(random);
  const newId = <P extends string>(prefix: P): `${P}_${string}` => `${prefix}_${ulid(Date.parse(clock.now()))}`;
  const table = createTable(port, { sleep: () => Promise.resolve(), random, newToken: () => crypto.randomUUID() });
  const background: Promise<void>[] = [];
  const mailbox = createMemoryMailbox();
  const platform = {
    table,
    files: options.files ?? null,
    vault: createSealingVault(() => new Uint8Array(32)),
    callOut: options.callOut ?? createCallOut({ insideToo: true }),
    publicUrl: () => "https://crm.example.com",
    mailer: options.mailer ?? mailbox.mailer,
    texter: options.texter === undefined ? mailbox.texter : options.texter,
    now: clock.now,
    newId,
    log: createJsonLog((line) => keepLog(`${line}\n`), clock.now),
    announce: (changes: Parameters<Ctx["announce"]>[0]) => pump.wake(changes),
    inBackground: (work: () => Promise<void>) => {
      const running = work();
      // Who awaits `background` is told; until then it is nobody's fault.
      running.catch(() => {});
      background.push(running);
    },
    wakeJob: (id: string) => platform.inBackground(async () => work(await ctx(), id)),
    isStopping: () => false,
    secureCookies: false,
    openApi: async () => JSON.stringify((await import("#server/platform/openapi.ts")).openApiDocument()),
  };
  const ctx = (): Promise<Ctx> => systemContext(platform);
  const pump = createPump({
    table,
    subscribers: options.subscribers ?? SUBSCRIBERS,
    context: ctx,
    onError: (error) => {
      if (!(error instanceof CrashError)) throw error;
    },
  });
  const app = createServer(platform, SIGN_IN_ROOMS);
  const key = async (role: Role) => (await createApiKey(await ctx(), { name: role, role: roleId(role) })).secret;
  const administrator = await key("administrator");
  return {
    app,
    port,
    clock,
    pump,
    mailbox,
    background,
    ctx,
    key,
    async call(endpoint, call) {
      const response = await app.request(requestOf(endpoint, (call ?? {}) as LooseCall, administrator));
      if (!response.ok) throw new Error(`${endpoint.name}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? undefined : await response.json();
    },
  };
}

export type LooseCall = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

/** The HTTP request of a call. */
export function requestOf(endpoint: Endpoint, call: LooseCall, secret: string | null): Request {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(call.params?.[name])));
  const url = new URL(`http://localhost/api/v1${path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, String(value));
  const headers = new Headers();
  if (secret !== null) keepSecret(secret);
  if (secret !== null) headers.set("authorization", `Bearer ${secret}`);
  if (call.body !== undefined) headers.set("content-type", "application/json");
  return new Request(url, {
    method: endpoint.method,
    headers,
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });
}
