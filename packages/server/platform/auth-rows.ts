import type { Item, Table, Write } from "./table.ts";

/** What signing in keeps: accounts, sessions, second factors, links that were sent. Values as JSON has them, instants as UTC text. */
export type AuthRow = { id: string; [field: string]: unknown };
/** A row as it was read; its version is what the next write of it names. */
export type StoredAuthRow = { row: AuthRow; version: number };

/** All of signing in lies in one partition: the people who work here are few. */
export const AUTH = "auth";
export const AUTH_TYPE = "auth";

/** The fields that find a row by key; no two rows of a model share a value of one. */
export const AUTH_UNIQUE: Record<string, readonly string[]> = { session: ["token"], twoFactor: ["userId"] };

const rowKey = (model: string, id: string) => ({ pk: AUTH, sk: `${model}#${id}` });
const pointerKey = (model: string, field: string, value: unknown) => ({
  pk: AUTH,
  sk: `=${model}.${field}#${String(value)}`,
});

const storedOf = (item: Item): StoredAuthRow => ({ row: item.data as AuthRow, version: Number(item.version) });

export async function getAuthRow(table: Table, model: string, id: string): Promise<StoredAuthRow | null> {
  const item = await table.get(rowKey(model, id));
  return item && storedOf(item);
}

/** The row whose unique `field` has this value. */
export async function findAuthRow(
  table: Table,
  model: string,
  field: string,
  value: unknown,
): Promise<StoredAuthRow | null> {
  const pointer = await table.get(pointerKey(model, field, value));
  return pointer && getAuthRow(table, model, String(pointer.id));
}

export async function listAuthRows(table: Table, model: string): Promise<StoredAuthRow[]> {
  const rows: StoredAuthRow[] = [];
  let after: Parameters<Table["query"]>[0]["after"];
  do {
    const page = await table.query({ pk: AUTH, prefix: `${model}#`, limit: 1000, ...(after && { after }) });
    rows.push(...page.items.map(storedOf));
    after = page.next ?? undefined;
  } while (after);
  return rows;
}

/** The writes that turn `before` into `after`; null stands for no row. Refused when somebody wrote it meanwhile. */
export function authWrites(
  model: string,
  before: StoredAuthRow | null,
  after: AuthRow | null,
  unique: readonly string[] = AUTH_UNIQUE[model] ?? [],
): Write[] {
  const writes: Write[] = [];
  const condition = before ? { equals: { version: before.version } } : { absent: true as const };
  const id = String((after ?? before?.row)?.id);
  const passes = typeof after?.expiresAt === "string";
  const ttl: { ttl?: number } = {};
  if (passes) ttl.ttl = Math.ceil(Date.parse(String(after?.expiresAt)) / 1000);
  if (after) {
    const item = { ...rowKey(model, id), type: AUTH_TYPE, version: (before?.version ?? 0) + 1, ...ttl };
    writes.push({ put: { ...item, data: after as Item["data"] } as Item, if: condition });
  } else if (before) writes.push({ delete: rowKey(model, id), if: condition });
  for (const field of unique) {
    const [old, fresh] = [before?.row[field] ?? null, after?.[field] ?? null];
    if (old !== null && old !== fresh) writes.push({ delete: pointerKey(model, field, old) });
    // A pointer lives as long as what it points to.
    if (fresh !== null && (old !== fresh || passes)) {
      const put = { ...pointerKey(model, field, fresh), type: AUTH_TYPE, id, ...ttl };
      writes.push({ put: put as Item, if: old === fresh ? { present: true } : { absent: true } });
    }
  }
  return writes;
}

/**
 * What ends when somebody leaves: where they are signed in, with the credentials of it, and the accounts of other
 * providers that stood for them. The password stays, in case their leaving is taken back.
 */
export async function writesOfLeaving(
  table: Table,
  userId: string,
  credentialOf: (hash: string) => { pk: string; sk: string },
): Promise<Write[]> {
  const [sessions, accounts] = await Promise.all([listAuthRows(table, "session"), listAuthRows(table, "account")]);
  const own = ({ row }: StoredAuthRow) => row.userId === userId;
  const outside = accounts.filter((one) => own(one) && one.row.providerId !== "credential");
  return [
    ...sessions
      .filter(own)
      .slice(-MOST_ENDED)
      .flatMap((one) => [...authWrites("session", one, null), { delete: credentialOf(String(one.row.token)) }]),
    ...outside.slice(-5).flatMap((one) => authWrites("account", one, null)),
  ];
}

/** A transaction holds no more; what is older is refused all the same, since the person is gone. */
const MOST_ENDED = 25;
