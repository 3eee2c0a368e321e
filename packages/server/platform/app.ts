import { Hono } from "hono";
import { can } from "#core/platform/access/can.ts";
import { moduleOf } from "#core/platform/access/modules.ts";
import type { Endpoint } from "#core/platform/endpoint.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Id, IdPrefix } from "#core/platform/ids.ts";
import { REQUESTS_A_MINUTE } from "#core/platform/request-limits.ts";
import { addressOf } from "./address.ts";
import { agentOf } from "./agent.ts";
import type { CallOut } from "./call-out.ts";
import { type Ctx, withAccess } from "./context.ts";
import {
  type Authenticated,
  authenticate,
  credentialKey,
  halfRestored,
  SESSION_COOKIE,
  unauthenticated,
} from "./credentials.ts";
import { describeCustom } from "./describe-custom.ts";
import type { Files } from "./files.ts";
import { errorBody, statusOf, unexpected } from "./http-errors.ts";
import { findAnswer, type Idempotency, idempotencyOf, keepAnswer, takesIdempotencyKey } from "./idempotency.ts";
import { Limits, tellUse } from "./limits.ts";
import type { Log } from "./log.ts";
import type { Mailer, Texter } from "./mailer.ts";
import { NO_ACCESS } from "./organisation.ts";
import { readInput, refuseCrossSite, secretOf } from "./request.ts";
import type { RawAnswer, RequestParts, Route } from "./routes.ts";
import { contentDisposition, keepSafe } from "./safe-headers.ts";
import type { Key, Table, WholeTable } from "./table.ts";
import type { Vault } from "./vault.ts";

/** What a runtime hands the server: how it meets the ports. */
export type Platform = {
  table: Table & WholeTable;
  files: Files | null;
  vault: Vault;
  callOut: CallOut;
  /** The public address, without a slash at its end; links in mail begin with it. */
  publicUrl(): string;
  mailer: Mailer;
  texter: Texter | null;
  now(): string;
  newId<P extends IdPrefix>(prefix: P): Id<P>;
  log: Log;
  announce(changes: readonly Key[]): void;
  inBackground(work: () => Promise<void>): void;
  wakeJob(id: string): void;
  isStopping(): boolean;
  /** SHA-256 of the secret of the machine's own command line. */
  operatorHash?: string;
  /** The session cookie is sent over https only. */
  secureCookies: boolean;
  /** The OpenAPI document, built ahead. */
  openApi(): Promise<string>;
};

export const API = "/api/v1";

/** What serves the paths that begin with a word, such as `customers`. */
export type Rooms = { readonly [firstPart: string]: () => Promise<readonly Route[]> };

/** The one application object: the same on Lambda, in one process, and in tests. */
export function createApp(platform: Platform, rooms: Rooms): Hono {
  const app = new Hono();
  const headers = { isHttps: platform.secureCookies, requestId: () => platform.newId("req") };
  app.use(async (c, next) => {
    await next();
    keepSafe(c.res, headers);
  });
  const limits = new Limits();
  const opened = new Map<string, Promise<Hono>>();
  const open = (name: string) => {
    const load = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
    if (load && !opened.has(name))
      opened.set(
        name,
        load().then((routes) => roomApp(platform, limits, routes)),
      );
    return opened.get(name);
  };
  app.onError((error) => answerError(platform, error, platform.newId("req")));
  app.get("/api/openapi.json", (c) => answerOpenApi(platform, c.req.raw));
  app.all(
    `${API}/:room/*`,
    async (c) => (await open(c.req.param("room")))?.fetch(c.req.raw, c.env) ?? noEndpoint(platform),
  );
  app.all("/api/*", () => noEndpoint(platform));
  return app;
}

/** To those who are signed in it also describes the custom fields of their workspace; they are nobody else's business. */
async function answerOpenApi(platform: Platform, request: Request): Promise<Response> {
  const { secret } = secretOf(request);
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  const document = await platform.openApi();
  if (secret === null) return new Response(document, { headers });
  try {
    const { who, fields } = await authenticate(platform.table, secret, platform.now(), platform.operatorHash);
    return new Response(who ? describeCustom(document, fields) : document, { headers });
  } catch (error) {
    return answerError(platform, error, platform.newId("req"));
  }
}

function roomApp(platform: Platform, limits: Limits, routes: readonly Route[]): Hono {
  const app = new Hono();
  for (const route of routes) {
    const path = API + route.endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(route.endpoint.method, path, (c) =>
      answer(platform, limits, route, c.req.raw, c.req.param(), addressOf(c.env, c.req.raw.headers)),
    );
  }
  app.notFound(() => noEndpoint(platform));
  return app;
}

function noEndpoint(platform: Platform): Response {
  return answerError(
    platform,
    new CrmError("notFound", "endpoint.not_found", "There is no such endpoint."),
    platform.newId("req"),
  );
}

async function answer(
  platform: Platform,
  limits: Limits,
  route: Route,
  request: Request,
  params: Record<string, string>,
  address: string | null,
): Promise<Response> {
  const requestId = platform.newId("req");
  try {
    const { endpoint } = route;
    const { secret, byCookie } = secretOf(request);
    const { who, workspace, fields, organisation, isRestoring } = await authenticate(
      platform.table,
      secret,
      platform.now(),
      platform.operatorHash,
    );
    const used = countRequest(platform, limits, who, address);
    checkAllowed(endpoint, who);
    if (isRestoring && !endpoint.duringRestore) throw halfRestored();
    if (byCookie) refuseCrossSite(request);
    const input = await readInput(endpoint, request, params);
    const headers = new Headers({
      "x-request-id": requestId,
      "cache-control": "no-store",
    });
    const ctx: Ctx = {
      table: platform.table,
      files: platform.files,
      vault: platform.vault,
      callOut: platform.callOut,
      publicUrl: platform.publicUrl,
      mailer: platform.mailer,
      texter: platform.texter,
      now: platform.now,
      newId: platform.newId,
      log: platform.log,
      announce: platform.announce,
      inBackground: platform.inBackground,
      wakeJob: platform.wakeJob,
      isStopping: platform.isStopping,
      actor: who?.actor ?? { kind: "system", id: "public", name: "Public" },
      ...withAccess(who?.access ?? NO_ACCESS),
      claim: who?.claim ?? {},
      organisation,
      workspace,
      fields,
      requestId,
      from: { ...(address !== null && { address }), ...agentOf(request.headers.get("user-agent")) },
      depth: 0,
    };
    const parts: RequestParts = {
      body: endpoint.takes ? (request.body as AsyncIterable<Uint8Array> | null) : null,
      setSession: (token, maxAge = 0) =>
        headers.append("set-cookie", sessionCookie(token, maxAge, platform.secureCookies)),
      credentialHash: who?.hash ?? null,
      lacksFactor: who?.lacksFactor ?? false,
      headers: request.headers,
      address,
      setCookie: (line) => headers.append("set-cookie", line),
    };
    const key = takesIdempotencyKey(endpoint) ? request.headers.get("idempotency-key") : null;
    const work =
      key === null
        ? route.handle(ctx, input as never, parts).then((output) => respond(endpoint, output, headers))
        : idempotencyOf(ctx.actor.id, key, JSON.stringify([endpoint.name, input])).then((idempotency) =>
            answerOnce(ctx, route, input, parts, headers, idempotency),
          );
    const [answered] = await Promise.all([work, used]);
    return answered;
  } catch (error) {
    return answerError(platform, error, requestId);
  }
}

/** Refused when it is one too many. The rest goes on beside the request: mostly nothing, sometimes a write of the use. */
function countRequest(
  { table, now }: Platform,
  limits: Limits,
  who: Authenticated | null,
  address: string | null,
): Promise<void> | null {
  const at = now();
  if (!who) {
    if (address !== null) limits.take(`from ${address}`, REQUESTS_A_MINUTE.address, at);
    return null;
  }
  const { hash, limit, actor } = who;
  if (!limit) return null;
  if (actor.kind === "user") limits.take(`person ${actor.id}`, REQUESTS_A_MINUTE.person, at);
  limits.takeOf(hash, limit.use, limit.perMinute, at);
  const set = limits.worthTelling(hash, limit.use, limit.perMinute, at);
  if (!set) return null;
  limits.toldOf(hash);
  return tellUse(table, credentialKey(hash), limit.use, { ...set, ...(address !== null && { usedFrom: address }) });
}

/** A request that came before under its key is answered as it was then. */
async function answerOnce(
  ctx: Ctx,
  { endpoint, handle }: Route,
  input: unknown,
  parts: RequestParts,
  headers: Headers,
  idempotency: Idempotency,
): Promise<Response> {
  headers.set("content-type", "application/json");
  const before = await findAnswer(ctx.table, idempotency, ctx.now());
  if (before) return new Response(before.body, { status: before.status, headers });
  const body = JSON.stringify(await handle({ ...ctx, idempotency }, input as never, parts));
  const status = endpoint.status ?? 200;
  await keepAnswer(ctx, idempotency, status, body);
  return new Response(body, { status, headers });
}

function checkAllowed(endpoint: Endpoint, who: Authenticated | null): void {
  if (endpoint.permission === "public") return;
  if (!who) throw unauthenticated();
  if (who.lacksFactor && !endpoint.withoutFactor)
    throw new CrmError(
      "forbidden",
      "auth.second_factor_needed",
      "Turn on a second factor first: your company asks it.",
    );
  const module = moduleOf(endpoint.tag);
  if (module !== undefined && who.access.modulesOff.has(module))
    throw new CrmError("forbidden", "module.off", "Your team does without this part of the program.", [{ module }]);
  if (!can(who.access, { permission: endpoint.permission, module }))
    throw new CrmError("forbidden", "auth.forbidden", `This needs the permission ${endpoint.permission}.`);
}

function sessionCookie(token: string | null, maxAge: number, secure: boolean): string {
  return `${SESSION_COOKIE}=${token ?? ""}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${token ? maxAge : 0}${secure ? "; Secure" : ""}`;
}

async function respond(endpoint: Endpoint, output: unknown, headers: Headers): Promise<Response> {
  if (endpoint.output) {
    headers.set("content-type", "application/json");
    return new Response(JSON.stringify(output), { status: endpoint.status ?? 200, headers });
  }
  if (!endpoint.answers) return new Response(null, { status: 204, headers });
  const raw = output as RawAnswer;
  if (raw.location !== undefined) {
    headers.set("location", raw.location);
    return new Response(null, { status: 302, headers });
  }
  if (raw.shownAnywhere) headers.set("cross-origin-resource-policy", "cross-origin");
  headers.set("content-type", raw.type ?? `${endpoint.answers}; charset=utf-8`);
  const disposition = raw.fileName && contentDisposition(raw.fileName);
  if (raw.stored?.files.downloadAddress) {
    const type = headers.get("content-type") as string;
    headers.delete("content-type");
    headers.set("location", await raw.stored.files.downloadAddress(raw.stored.name, { type, disposition }));
    return new Response(null, { status: 303, headers });
  }
  if (disposition) headers.set("content-disposition", disposition);
  const body = typeof raw.bytes === "string" ? raw.bytes : streamOf(raw.bytes);
  return new Response(body, { status: 200, headers });
}

function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

function retryAfterOf({ details }: CrmError): number {
  return Number(details?.find(({ retryAfterSeconds }) => retryAfterSeconds !== undefined)?.retryAfterSeconds ?? 1);
}

function answerError(platform: Platform, error: unknown, requestId: string): Response {
  if (!(error instanceof CrmError)) platform.log.error("request.failed", error, { requestId });
  const known = error instanceof CrmError ? error : unexpected();
  const status = error instanceof CrmError ? statusOf(known) : 500;
  return new Response(JSON.stringify(errorBody(known, requestId)), {
    status,
    headers: {
      "content-type": "application/json",
      "x-request-id": requestId,
      "cache-control": "no-store",
      // What is left of a body that is too large is not read.
      ...(status === 413 && { connection: "close" }),
      ...(status === 429 && { "retry-after": String(retryAfterOf(known)) }),
    },
  });
}
