import { defaultSettings, type SendingSettings } from "#core/engagement/messages/index.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { type Item, type Key, type Table, TableError, type Write } from "#server/platform/table.ts";

/** Secrets of the gateway lie apart, so that nothing that reads the settings meets them. */
type Secrets = { [name: string]: string };

const settingsEntity = defineEntity<SendingSettings>({
  type: "sending",
  key: () => ({ pk: "workspace", sk: "sending" }),
});
export const SETTINGS_KEY: Key = { pk: "workspace", sk: "sending" };
export const SECRETS_KEY: Key = { pk: "workspace", sk: "sendingSecrets" };
const SIGNING_KEY: Key = { pk: "workspace", sk: "signing" };

export function settingsOf(item: Item | null | undefined, locale: "fa" | "en"): SendingSettings {
  return { ...defaultSettings(locale), ...(item && stateOf(settingsEntity, item)) };
}

export function secretsOf(item: Item | null | undefined): Secrets {
  return item ? (item.data as Secrets) : {};
}

export async function readSettings(table: Table, locale: "fa" | "en") {
  const [settings, secrets] = await table.getMany([SETTINGS_KEY, SECRETS_KEY]);
  return {
    settings: settingsOf(settings, locale),
    secrets: secretsOf(secrets),
    version: Number(settings?.version ?? 0),
  };
}

export function writesOfSettings(settings: SendingSettings, secrets: Secrets | null, version: number): Write[] {
  const writes: Write[] = [
    {
      put: itemOf(settingsEntity, settings, { version: version + 1 }),
      if: version === 0 ? { absent: true } : { equals: { version } },
    },
  ];
  if (secrets) writes.push({ put: { ...SECRETS_KEY, type: "sendingSecrets", data: secrets } });
  return writes;
}

/** What links in mail are signed with: made once, kept with the workspace, so that links outlive moves and restores. */
export async function readSigningKey(table: Table): Promise<string> {
  const known = await table.get(SIGNING_KEY);
  if (typeof known?.key === "string") return known.key;
  try {
    const key = newSecret("");
    await table.transact([{ put: { ...SIGNING_KEY, type: "signing", key }, if: { absent: true } }]);
    return key;
  } catch (error) {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    return String((await table.get(SIGNING_KEY))?.key);
  }
}
