import type { SingleSignOn } from "#core/workspace/sign-in/index.ts";
import { defineEntity, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { type Item, type Key, type Table, TableError, type Write } from "#server/platform/table.ts";

/** Guesses counted under a name, such as `email#a@b.ir`, since `since`. */
export type Guesses = { name: string; count: number; since: string };

export const guessesEntity = defineEntity<Guesses>({ type: "guesses", key: ({ name }) => guessesKey(name) });

export function guessesKey(name: string): Key {
  return { pk: `guesses#${name}`, sk: "guesses" };
}

/** A code of a second factor that was taken: it opens nothing again. */
export const usedCode = defineEntity<{ userId: string; code: string }>({
  type: "usedCode",
  key: ({ userId, code }) => ({ pk: `usedCode#${userId}`, sk: code }),
});

const secretEntity = defineEntity<{ secret: string }>({
  type: "authSecret",
  key: () => ({ pk: "workspace", sk: "authSecret" }),
});

/** Those that took the first one's place, the newest first. */
export type Rotated = readonly { version: number; value: string }[];

const rotatedEntity = defineEntity<{ rotated: Rotated }>({
  type: "authSecrets",
  key: () => ({ pk: "workspace", sk: "authSecrets" }),
});

/** `version` is that of the record of the rotated ones. */
export type AuthSecrets = { first: string; rotated: Rotated; version: number };

/**
 * What links, device cookies and second factors are signed and sealed with: the first is made at the first need of it, the newest
 * rotated one seals, all of them open. They lie in the table, so that a restore brings them along.
 */
export async function authSecrets(table: Table): Promise<AuthSecrets> {
  const keys = [secretEntity.key({ secret: "" }), rotatedEntity.key({ rotated: [] })];
  const [item, others] = await table.getMany(keys);
  const rotated = others ? stateOf(rotatedEntity, others).rotated : [];
  const first = item ? stateOf(secretEntity, item).secret : await makeFirst(table);
  return { first, rotated, version: versionOf(others ?? null) ?? 0 };
}

async function makeFirst(table: Table): Promise<string> {
  try {
    const secret = newSecret("");
    await table.transact([putNew(secretEntity, { secret })]);
    return secret;
  } catch (error) {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    const item = await table.get(secretEntity.key({ secret: "" }));
    return stateOf(secretEntity, item as Item).secret;
  }
}

export function putRotated(rotated: Rotated, read: number): Write {
  const state = { rotated: [...rotated] };
  return read === 0 ? putNew(rotatedEntity, state, { version: 1 }) : putVersion(rotatedEntity, state, read);
}

export function versionOf(item: Item | null): number | undefined {
  return item?.version as number | undefined;
}

/** The settings of single sign-on, its secret sealed. */
export type StoredSingleSignOn = Omit<SingleSignOn, "hasSecret" | "redirectUri" | "version"> & { sealed: string };

const singleSignOnEntity = defineEntity<StoredSingleSignOn>({
  type: "singleSignOn",
  key: () => ({ pk: "workspace", sk: "singleSignOn" }),
});

export async function getStoredSingleSignOn(
  table: Table,
): Promise<{ state: StoredSingleSignOn | null; version: number }> {
  const item = await table.get(singleSignOnEntity.key({} as StoredSingleSignOn));
  return { state: item && stateOf(singleSignOnEntity, item), version: versionOf(item) ?? 0 };
}

export function putSingleSignOn(state: StoredSingleSignOn, read: number): Write {
  return read === 0 ? putNew(singleSignOnEntity, state, { version: 1 }) : putVersion(singleSignOnEntity, state, read);
}
