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

/** What links, device cookies and second factors are signed and sealed with; made at the first need of it. */
export async function authSecret(table: Table): Promise<string> {
  const find = async () => {
    const item = await table.get(secretEntity.key({ secret: "" }));
    return item && stateOf(secretEntity, item).secret;
  };
  const known = await find();
  if (known) return known;
  try {
    const secret = newSecret("");
    await table.transact([putNew(secretEntity, { secret })]);
    return secret;
  } catch (error) {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    return (await find()) as string;
  }
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
