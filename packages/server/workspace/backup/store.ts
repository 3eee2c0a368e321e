import { CrmError, invalid } from "#core/platform/errors.ts";
import type { Restore } from "#core/workspace/backup/index.ts";
import {
  credential,
  credentialKey,
  DEFAULT_WORKSPACE,
  RESTORING,
  workspaceSettings,
} from "#server/platform/credentials.ts";
import { stateOf } from "#server/platform/entity.ts";

import {
  type Item,
  isExpired,
  type Key,
  MAX_TRANSACTION_WRITES,
  type Table,
  TableError,
  type Value,
  type WholeTable,
} from "#server/platform/table.ts";

const PAGE = 1000;
/** Batches of puts that are under way at once. */
const LANES = 8;
const MARKER = workspaceSettings.key(DEFAULT_WORKSPACE);

/** What a workspace has that nobody has worked in: what the first start and the making of a key write. */
const FRESH_TYPES = [
  ...["settings", "user", "userEmail", "credential", "apiKey", "counter", "once", "idempotency"],
  ...["auth", "authSecret", "guesses", "usedCode", "rate", "members", "linkSecret"],
  // What comes by itself is laid out by the first tick.
  ...["nightly", "scheduled"],
];
const FRESH_CHANGES = ["workspace", "user", "apiKey"];
const MOST_USERS = 1;

export type Position = Pick<Restore, "part" | "line" | "file">;
export type Marker = Position & { manifest: string; held: Item | null };

/** Of signing in: what has an expiry is of this place and time alone. */
const PASSING = ["credential", "auth", "guesses", "usedCode", "rate"];

/** A link's secret; references to secrets that only this place can open. */
const HERE_ALONE = ["linkSecret", "sendingSecrets"];

/** Sessions are left out of an export, as is what has expired; a key that will expire is not. */
export function isLeftOut(item: Item, now: string): boolean {
  const passes = PASSING.includes(String(item.type)) && item.ttl !== undefined && !isOfKey(item);
  return passes || HERE_ALONE.includes(String(item.type)) || isExpired(item, now);
}

const isOfKey = (item: Item) => item.type === "credential" && stateOf(credential, item).actor.kind === "key";

export async function readMarker(table: Table): Promise<Marker | null> {
  const item = await table.get(MARKER);
  if (item?.type !== RESTORING) return null;
  const { manifest, part, line, file, held } = item;
  return {
    manifest: String(manifest),
    part: Number(part),
    line: Number(line),
    file: Number(file),
    held: (held ?? null) as Item | null,
  };
}

/** In the settings' place: from now on nothing but the restore is served. */
export async function putMarker(table: Table, manifest: string): Promise<void> {
  const marker: Item = { ...MARKER, type: RESTORING, manifest, part: 0, line: 0, file: 0, held: null };
  await table.transact([{ put: marker }]);
}

/** Moves the marker on; refused when another run moved it meanwhile. */
export async function moveMarker(table: Table, before: Marker, after: Marker): Promise<void> {
  const { part, line, file, held } = after;
  const read = { type: RESTORING, manifest: before.manifest, part: before.part, line: before.line, file: before.file };
  try {
    await table.transact([{ update: MARKER, set: { part, line, file, held }, if: { equals: read } }]);
  } catch (error) {
    if (error instanceof TableError && error.kind === "conditionFailed") throw outOfStep();
    throw error;
  }
}

export function outOfStep(): CrmError {
  return new CrmError(
    "conflict",
    "restore.out_of_step",
    "The restore is at another place: another run of it may be at work. Ask where it is, and go on from there.",
  );
}

/** Puts the settings in their place again, and takes away the credential that the restore was run with. */
export async function endRestore(table: Table, held: Item | null, credentialHash: string | null): Promise<void> {
  const settings = held ? { put: held } : { delete: MARKER };
  const key = credentialHash === null ? null : credentialKey(credentialHash);
  const mine = key && (await table.get(key));
  // One of the restored workspace's own has no such mark.
  if (key && mine?.[RESTORING] === true) await table.transact([settings, { delete: key }]);
  else await table.transact([settings]);
}

export function isSettings(key: Key): boolean {
  return key.pk === MARKER.pk && key.sk === MARKER.sk;
}

/** What shows that people have worked in this workspace; null when there is nothing. */
export async function findUsed(whole: WholeTable): Promise<string | null> {
  let users = 0;
  let after: Key | undefined;
  do {
    const page = await whole.scan({ limit: PAGE, after });
    for (const item of page.items) {
      const type = String(item.type);
      users += type === "user" ? 1 : 0;
      if (type === "change") {
        const { entity } = item.data as { entity: string };
        if (!FRESH_CHANGES.includes(entity)) return entity;
      } else if (!FRESH_TYPES.includes(type) || users > MOST_USERS) return type;
    }
    after = page.next ?? undefined;
  } while (after);
  return null;
}

/** Empties the table but for the marker and the credential the restore is run with, which is marked. */
export async function clear(table: Table & WholeTable, credentialHash: string | null): Promise<void> {
  const kept = credentialHash === null ? null : credentialKey(credentialHash);
  let after: Key | undefined;
  do {
    const page = await table.scan({ limit: MAX_TRANSACTION_WRITES, after });
    const gone = page.items.filter((item) => !isSettings(item) && item.pk !== kept?.pk);
    if (gone.length > 0) await table.transact(gone.map(({ pk, sk }) => ({ delete: { pk, sk } })));
    after = page.next ?? undefined;
  } while (after);
  if (kept && (await table.get(kept))) await table.transact([{ update: kept, set: { [RESTORING]: true } }]);
}

/** Puts and deletes in the order they came; of one key only the last. */
export async function writeLines(table: Table, lines: readonly (Item | { gone: Key })[]): Promise<void> {
  const last = new Map<string, Item | { gone: Key }>();
  for (const line of lines) last.set(JSON.stringify(keyOfLine(line)), line);
  const puts: Item[] = [];
  const gone: Key[] = [];
  for (const line of last.values()) {
    if (isGone(line)) gone.push(line.gone);
    else puts.push(line);
  }
  const share = Math.ceil(puts.length / LANES);
  const lanes = Array.from({ length: LANES }, (_, lane) => puts.slice(lane * share, (lane + 1) * share));
  await Promise.all(lanes.map((lane) => table.append(lane)));
  for (let at = 0; at < gone.length; at += MAX_TRANSACTION_WRITES) {
    await table.transact(gone.slice(at, at + MAX_TRANSACTION_WRITES).map((key) => ({ delete: key })));
  }
}

function keyOfLine(line: Item | { gone: Key }): [string, string] {
  const { pk, sk } = isGone(line) ? line.gone : line;
  return [pk, sk];
}

export function isGone(line: Item | { gone: Key }): line is { gone: Key } {
  return "gone" in line && !("pk" in line);
}

/** One line of a part: an item, or the key of one that is gone. Null when it is neither. */
export function readLine(text: string): Item | { gone: Key } | null {
  let value: Value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { gone } = value;
  if (!("pk" in value) && typeof gone === "object" && gone !== null && !Array.isArray(gone)) {
    const { pk, sk } = gone;
    return typeof pk === "string" && typeof sk === "string" ? { gone: { pk, sk } } : null;
  }
  return typeof value.pk === "string" && typeof value.sk === "string" ? (value as Item) : null;
}

/** Where a scan stands, as it goes over the wire. */
export function encodeKey({ pk, sk }: Key): string {
  const bytes = new TextEncoder().encode(JSON.stringify([pk, sk]));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

export function decodeKey(cursor: string): Key {
  try {
    const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const [pk, sk] = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
    if (typeof pk === "string" && typeof sk === "string" && pk !== "" && sk !== "") return { pk, sk };
  } catch {
    // Refused below.
  }
  throw invalid("cursor.invalid", "This cursor is not of this list. Start from the first page.");
}
