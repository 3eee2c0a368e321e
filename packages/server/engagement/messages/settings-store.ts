import { defaultSettings, type SendingSettings } from "#core/engagement/messages/index.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { type Item, type Key, type Table, TableError, type Write } from "#server/platform/table.ts";

/** Where each secret of the gateway is found: in the table lie references alone. */
export type SecretReferences = { readonly [name: string]: string };

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

function referencesOf(item: Item | null | undefined): SecretReferences {
  return (item?.references ?? {}) as SecretReferences;
}

/** `plain`: secrets that an older Peyvand wrote into the table. */
export async function readSettings(table: Table, locale: "fa" | "en") {
  const [settings, secrets] = await table.getMany([SETTINGS_KEY, SECRETS_KEY]);
  return {
    settings: settingsOf(settings, locale),
    references: referencesOf(secrets),
    plain: (secrets?.data ?? {}) as { readonly [name: string]: string },
    version: Number(settings?.version ?? 0),
  };
}

export function writesOfSettings(
  settings: SendingSettings,
  references: SecretReferences | null,
  version: number,
): Write[] {
  const writes: Write[] = [
    {
      put: itemOf(settingsEntity, settings, { version: version + 1 }),
      if: version === 0 ? { absent: true } : { equals: { version } },
    },
  ];
  if (references) writes.push(writeOfReferences(references));
  return writes;
}

const writeOfReferences = (references: SecretReferences): Write => ({
  put: { ...SECRETS_KEY, type: "sendingSecrets", references: { ...references } },
});

/** References in the place of secrets, unless the settings were changed meanwhile. */
export function writesOfMove(references: SecretReferences, version: number): Write[] {
  return [
    writeOfReferences(references),
    { check: SETTINGS_KEY, if: version === 0 ? { absent: true } : { equals: { version } } },
  ];
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
