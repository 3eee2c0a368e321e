import { can } from "#core/platform/access/can.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Permission } from "#core/platform/permissions.ts";
import { LINK_MINUTES, type NewFileLink } from "#core/workspace/file-links/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import { isSame } from "#server/platform/secrets.ts";
import { linkSecret } from "./secret-store.ts";

/** How each kind of file is opened, and what one needs to; `check` refuses what is not there, or not theirs. */
export type LinkedFile = {
  permission: Permission;
  check(ctx: Ctx, id: string): Promise<unknown>;
  open(ctx: Ctx, id: string): Promise<RawAnswer>;
};
export type LinkedFiles = { readonly [of in NewFileLink["of"]]: LinkedFile };

type Payload = { of: NewFileLink["of"]; id: string; by: string; until: number };

const encoder = new TextEncoder();

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

async function signatureOf(ctx: Ctx, text: string): Promise<string> {
  const secret = encoder.encode(await linkSecret(ctx.table));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text))));
}

/** The address says what it leads to, for whom and until when; its signature, that it was said here. */
export async function createFileLink(ctx: Ctx, files: LinkedFiles, { of, id }: NewFileLink) {
  const { permission, check } = files[of];
  if (!can(ctx.access, { permission }))
    throw new CrmError("forbidden", "auth.forbidden", `This needs the permission ${permission}.`);
  await check(ctx, id);
  const until = Date.parse(ctx.now()) + LINK_MINUTES * 60_000;
  const text = base64url(encoder.encode(JSON.stringify({ of, id, by: ctx.actor.id, until } satisfies Payload)));
  const url = `${ctx.publicUrl()}/api/v1/files/${text}.${await signatureOf(ctx, text)}`;
  return { url, expiresAt: new Date(until).toISOString() };
}

/** A wrong address, one that is over and one of a file that is gone are answered alike. */
export async function openFileLink(ctx: Ctx, files: LinkedFiles, token: string): Promise<RawAnswer> {
  const [text = "", signature = ""] = token.split(".");
  if (!isSame(signature, await signatureOf(ctx, text))) throw notFound("file");
  const { of, id, by, until } = JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))) as Payload;
  if (until <= Date.parse(ctx.now())) throw notFound("file");
  const { permission, open } = files[of];
  const kind = by.startsWith("key_") ? ("key" as const) : ("user" as const);
  return open({ ...ctx, actor: { kind, id: by, name: "" }, permissions: new Set([permission]) }, id);
}
