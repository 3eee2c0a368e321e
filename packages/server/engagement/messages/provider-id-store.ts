import { foldEmail } from "#core/platform/email.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Item, Table } from "#server/platform/table.ts";
import { SETTINGS_KEY, settingsOf } from "./settings-store.ts";

const ANSWERED_WITHIN_DAYS = 730;
const MAX_ASKED = 40;

const providerKey = (providerId: string) => ({ pk: `mailId#${providerId}`, sk: "message" });

/** SES gives a mail another Message-ID than we did; by this row an answer to it is known. */
export function providerRow(providerId: string, id: string, now: string): Item {
  const ttl = Math.floor(Date.parse(now) / 1000) + ANSWERED_WITHIN_DAYS * 86_400;
  return { ...providerKey(providerId.slice(0, 200)), type: "mailId", ttl, data: { id } };
}

/** The first of these ids of a provider's that one of our messages went under, as our own id; null for none. */
export async function findByProviderId(table: Table, providerIds: readonly string[]): Promise<string | null> {
  const asked = providerIds.filter((id) => /^[\w.+=-]{8,200}$/.test(id)).slice(0, MAX_ASKED);
  if (asked.length === 0) return null;
  const items = await table.getMany(asked.map(providerKey));
  const found = items.find((item) => item !== null && item !== undefined);
  return found ? (found.data as { id: string }).id : null;
}

/** The addresses our own mail comes from, folded. */
export async function ownSenders({ table, mailer, workspace }: Ctx): Promise<ReadonlySet<string>> {
  const { fromAddress } = settingsOf(await table.get(SETTINGS_KEY), workspace.locale);
  const all = [fromAddress, mailer.from, ...(mailer.receives ?? [])];
  return new Set(all.flatMap((one) => (one ? (foldEmail(one) ?? []) : [])));
}
