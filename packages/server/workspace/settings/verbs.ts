import { CrmError, invalid, notFound, versionConflict } from "#core/platform/errors.ts";
import { type LOGO_TYPES, MAX_LOGO_BYTES, type Settings, type SettingsPatch } from "#core/workspace/settings/index.ts";
import { listAuthRows } from "#server/platform/auth-rows.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx, Workspace } from "#server/platform/context.ts";
import { logoPath } from "#server/platform/look.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import { asksFactorOf } from "#server/platform/second-factor.ts";
import type { Write } from "#server/platform/table.ts";
import { writesOfRetention } from "#server/workspace/audit/index.ts";
import { readMembers, writeOfMembers } from "#server/workspace/users/index.ts";
import { readSettings, type StoredSettings, writeOfSettings } from "./store.ts";

const logoFile = (name: string) => `branding/${name}`;

function shown({ workspace, version }: StoredSettings): Settings {
  const { name, locale, timeZone, region, currency, accent = null, auditDays = null } = workspace;
  const { secondFactorFor = [] } = workspace;
  return {
    version,
    name,
    locale,
    timeZone,
    region,
    currency,
    accent,
    auditDays,
    secondFactorFor,
    logo: logoPath(workspace),
  };
}

export async function getSettings(ctx: Ctx): Promise<Settings> {
  return shown(await readSettings(ctx.table));
}

export async function updateSettings(ctx: Ctx, { version, ...patch }: SettingsPatch): Promise<Settings> {
  const before = await readSettings(ctx.table);
  if (before.version !== version) throw versionConflict("settings", shown(before));
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if (same(given.secondFactorFor, before.workspace.secondFactorFor ?? [])) delete given.secondFactorFor;
  const after = { ...before.workspace, ...given } as Workspace;
  const isOther = (after.auditDays ?? null) !== (before.workspace.auditDays ?? null);
  const also = isOther ? writesOfRetention(ctx, after.auditDays ?? null) : [];
  if (same(after.secondFactorFor, before.workspace.secondFactorFor)) return save(ctx, before, after, also);
  return save(ctx, before, after, [...also, await writeOfFactors(ctx, after)]);
}

/**
 * Says of everybody whether their second factor is on. Refused while whoever asks it, of themselves as well, has none, and while
 * no administrator has one: somebody must be able to come in for sure.
 */
async function writeOfFactors(ctx: Ctx, after: Workspace): Promise<Write> {
  const [read, rows] = await Promise.all([readMembers(ctx), listAuthRows(ctx.table, "twoFactor")]);
  const having = new Set(rows.filter(({ row }) => row.verified === true).map(({ row }) => row.userId));
  const members = read.members.map((member) => ({ ...member, hasFactor: having.has(member.userId) }));
  const lacking = members.filter(({ role, hasFactor }) => !hasFactor && asksFactorOf(after, role));
  const isSelf = lacking.some(({ userId }) => userId === ctx.access.userId);
  const isReady = members.some(({ role, hasFactor }) => role === "administrator" && hasFactor);
  const asksAdministrators = asksFactorOf(after, "administrator");
  if (ctx.actor.kind !== "system" && (isSelf || (asksAdministrators && !isReady)))
    throw invalid(
      "settings.second_factor_first",
      "Turn on your own second factor first, so that an administrator can come in for sure.",
      [{ path: "secondFactorFor", code: "settings.second_factor_first" }],
    );
  return writeOfMembers(read, members);
}

async function save(
  ctx: Ctx,
  before: StoredSettings,
  after: Workspace,
  also: readonly Write[] = [],
): Promise<Settings> {
  const names = [...new Set([...Object.keys(before.workspace), ...Object.keys(after)])] as (keyof Workspace)[];
  const changed = names.filter((name) => !same(before.workspace[name], after[name]));
  if (changed.length === 0) return shown(before);
  const fields = Object.fromEntries(
    changed.map((name) => [name, { before: before.workspace[name] ?? null, after: after[name] ?? null }]),
  );
  await commit(ctx, {
    writes: [writeOfSettings(before, after), ...also],
    change: { entity: "workspace", entityId: "workspace", verb: "workspace.updated", fields },
    refuse: () => versionConflict("settings", null),
  });
  return shown({ workspace: after, version: before.version + 1, isThere: true });
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What the bytes say they are, whatever their sender says; null for anything else, drawings with scripts included. */
function typeOf(head: Uint8Array): (typeof LOGO_TYPES)[number] | null {
  const hex = Array.from(head.subarray(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex.startsWith("89504e470d0a1a0a")) return "image/png";
  if (hex.startsWith("ffd8ff")) return "image/jpeg";
  return hex.startsWith("52494646") && hex.slice(16) === "57454250" ? "image/webp" : null;
}

export async function putLogo(ctx: Ctx, body: AsyncIterable<Uint8Array> | null): Promise<undefined> {
  const files = filesOf(ctx);
  const bytes = await readLogo(body);
  const type = typeOf(bytes);
  if (!type) throw invalid("settings.logo_type", "A logo is a PNG, JPEG or WebP picture.");
  const name = ctx.newId("upl");
  await files.write(logoFile(name), once(bytes), MAX_LOGO_BYTES);
  const before = await readSettings(ctx.table);
  await save(ctx, before, { ...before.workspace, logo: { name, type } });
  if (before.workspace.logo) await files.remove(logoFile(before.workspace.logo.name));
}

export async function removeLogo(ctx: Ctx): Promise<undefined> {
  const before = await readSettings(ctx.table);
  const { logo, ...rest } = before.workspace;
  if (!logo) return;
  await save(ctx, before, rest);
  await ctx.files?.remove(logoFile(logo.name));
}

export async function getLogo(ctx: Ctx): Promise<RawAnswer> {
  const { logo } = ctx.workspace;
  const file = logo && (await ctx.files?.read(logoFile(logo.name)));
  if (!logo || !file) throw notFound("logo");
  return { bytes: file.stream, type: logo.type, shownAnywhere: true };
}

function filesOf(ctx: Ctx) {
  if (ctx.files) return ctx.files;
  throw new CrmError("unavailable", "files.not_configured", "This installation has no place for files yet.");
}

async function readLogo(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_LOGO_BYTES)
      throw new CrmError("limit", "settings.logo_too_large", "A logo may have 512 KB. Make the picture smaller.");
    chunks.push(chunk);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
