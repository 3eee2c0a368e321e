import { isUnproven, ownMessageOf, type ReadMail, type WaitingReason } from "#core/engagement/inbound/index.ts";
import type { Message } from "#core/engagement/messages/index.ts";
import type { Profile } from "#core/people/customers/index.ts";
import { findByProviderId, findMessage } from "#server/engagement/messages/index.ts";
import { findIdsByKey, findSurvivors } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findUserByEmail } from "#server/workspace/users/index.ts";

/** So many customers are looked up for one address, and so many recipients of a copy are asked. */
const MAX_SHARED = 10;
const MAX_RECIPIENTS = 20;
const MAX_LOGGED = 10;

/** Whose a mail is, or why nobody but a person can say; `customers` are then those it may be of. */
export type Whose = {
  direction: "in" | "out";
  customers: Profile[];
  waits: WaitingReason | null;
  /** The message of ours that it answers. */
  answers: Message | null;
};

/** By what it answers, then by who wrote it; of a colleague's copy, by whom they wrote to. */
export async function findWhose(ctx: Ctx, mail: ReadMail, isColleague: boolean): Promise<Whose> {
  if (isColleague) return whoseCopy(ctx, mail);
  const answers = await findAnswered(ctx, mail.answers);
  const senders = mail.from ? await findByAddress(ctx, mail.from.address) : [];
  const answered = answers?.customerId ? await present(ctx, [answers.customerId]) : [];
  const found = answered.length > 0 ? answered : senders;
  return { direction: "in", answers, ...sorted(mail, found) };
}

async function whoseCopy(ctx: Ctx, mail: ReadMail): Promise<Whose> {
  const asked = mail.to.slice(0, MAX_RECIPIENTS);
  const found = await Promise.all(asked.map(({ address }) => findByAddress(ctx, address)));
  const single = found.filter(({ length }) => length === 1).flat();
  const each = [...new Map(single.map((profile) => [profile.id, profile])).values()];
  const open = each.filter(({ archivedAt }) => !archivedAt).slice(0, MAX_LOGGED);
  if (open.length > 0 && !isUnproven(mail)) return { direction: "out", answers: null, customers: open, waits: null };
  return { direction: "out", answers: null, ...sorted(mail, found.flat()) };
}

function sorted(mail: ReadMail, customers: Profile[]): Pick<Whose, "customers" | "waits"> {
  if (isUnproven(mail)) return { customers, waits: "unproven" };
  const open = customers.filter(({ archivedAt }) => !archivedAt);
  if (open.length === 1) return { customers: open, waits: null };
  if (open.length > 1) return { customers: open, waits: "several" };
  return { customers, waits: customers.length > 0 ? "archived" : "unknown" };
}

/** Customers with this address, of merged ones who they live on in; nobody erased. */
async function findByAddress(ctx: Ctx, address: string): Promise<Profile[]> {
  return present(ctx, await findIdsByKey(ctx.table, `email#${address}`, MAX_SHARED));
}

async function present(ctx: Ctx, ids: readonly string[]): Promise<Profile[]> {
  if (ids.length === 0) return [];
  const found = await findSurvivors(ctx.table, ids);
  const profiles = new Map(found.map(({ survivor }) => [survivor.id, survivor]));
  return [...profiles.values()].filter(({ erasedAt }) => !erasedAt);
}

/** The nearest message of ours among these Message-IDs: we made them, or our provider did. */
async function findAnswered({ table, now }: Ctx, messageIds: readonly string[]): Promise<Message | null> {
  const made = messageIds.flatMap((one) => ownMessageOf(one) ?? []);
  const id = made[0] ?? (await findByProviderId(table, messageIds.map(localPart)));
  return id ? ((await findMessage(table, id, now()))?.stored.message ?? null) : null;
}

export const localPart = (messageId: string) => messageId.slice(0, messageId.lastIndexOf("@"));

/** Whether somebody who works here wrote it. */
export async function isOfColleague({ table }: Ctx, { from }: ReadMail): Promise<boolean> {
  if (!from) return false;
  const user = await findUserByEmail(table, from.address);
  return user !== null && !user.removedAt;
}
