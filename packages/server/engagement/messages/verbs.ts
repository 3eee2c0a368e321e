import {
  addressesOf,
  countParts,
  decideByPerson,
  decideFailure,
  fieldOfChannel,
  groupOf,
  MAX_SMS_PARTS,
  MAX_TEXT,
  type Message,
  type MessageChannel,
  type MessageContent,
  type MessageGroup,
  type NewMessage,
  type Verdict,
} from "#core/engagement/messages/index.ts";
import { isArchived, mergedAway, type Profile } from "#core/people/customers/index.ts";
import { foldEmail } from "#core/platform/email.ts";
import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Id } from "#core/platform/ids.ts";
import { parsePhone } from "#core/platform/phone.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { renderFor } from "#server/engagement/templates/index.ts";
import { findCards, findCustomer, requireSeenProfile, seenIds } from "#server/people/customers/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { doDue } from "#server/platform/due.ts";
import { refuseHidden } from "#server/platform/field-access.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { isExpired, type Write } from "#server/platform/table.ts";
import { aboutMessage, changeOfState } from "./change-of-state.ts";
import { DUE_KIND, messageDue } from "./due.ts";
import { unsubscribeLink } from "./preferences-link.ts";
import { shownContent, shownMessage, shownMessages } from "./shown.ts";
import {
  excerptOf,
  findMessage,
  idOfCause,
  messageKey,
  messageOf,
  PLACE,
  readLedger,
  type Stored,
  writeOfRecord,
  writesOfNew,
} from "./store.ts";

/** What a message is made of, whoever decided it. `cause` names the decision: the same cause is the same message. */
export type MessageDecision = {
  cause: string;
  customerId?: Id<"cus"> | undefined;
  channel: MessageChannel;
  purpose: Message["purpose"];
  to: string;
  toName?: string | undefined;
  language: "fa" | "en";
  content: MessageContent;
  templateId?: Id<"tpl"> | undefined;
};

/** Decides one message to a customer and lets it go at once, or says what holds it. */
export async function sendMessage(ctx: Ctx, input: NewMessage): Promise<Message> {
  const { profile } = await loadCustomer(ctx, input.customerId);
  // Who may not see them does not guess them either.
  if (input.to !== undefined) refuseHidden(ctx.access, "customer", [fieldOfChannel(input.channel)]);
  const to = chosenAddress(ctx, profile, input);
  const { content, language } = await contentFor(ctx, input, profile);
  const decided = await planOfMessage(ctx, {
    cause: `person#${ctx.newId("req")}`,
    customerId: profile.id,
    channel: input.channel,
    purpose: input.purpose,
    to,
    language,
    content,
    templateId: input.templateId,
  });
  await commit(ctx, decided.plan);
  sendSoon(ctx, decided.message);
  return shownMessage(ctx, decided.message);
}

/** What deciding this message writes. Committed with what brought it about, it is decided once. */
export async function planOfMessage(ctx: Ctx, decision: MessageDecision): Promise<{ plan: Plan; message: Message }> {
  const { cause, content, ...about } = decision;
  const now = ctx.now();
  const parts = decision.channel === "sms" ? countParts(content.text).parts : undefined;
  const message = {
    ...Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined)),
    id: await idOfCause(cause),
    ...(content.subject && { subject: content.subject }),
    excerpt: excerptOf(content.text),
    ...(parts !== undefined && { parts }),
    state: "queued",
    attempts: 0,
    at: {},
    by: ctx.actor,
    createdAt: now,
    updatedAt: now,
  } as Message;
  return {
    message,
    plan: {
      writes: writesOfNew(message, content, cause, now),
      change: {
        ...aboutMessage(message),
        verb: "message.queued",
        fields: { channel: { after: message.channel }, purpose: { after: message.purpose } },
      },
      refuse: () => new CrmError("conflict", "message.decided", "This message was decided before."),
    },
  };
}

/** What must go at once does not wait for the tick; should this process die, the tick finds it. */
export function sendSoon(ctx: Ctx, message: Pick<Message, "id" | "customerId" | "createdAt">): void {
  const own = { ...ctx, idempotency: undefined, cause: undefined } as Ctx;
  own.inBackground(async () => {
    await doDue(own, { [DUE_KIND]: messageDue }, messageKey(message as Message), own.now());
  });
}

/** A mail to somebody who works here: a reminder, a digest. */
export type StaffMail = {
  cause: string;
  to: string;
  toName: string;
  locale: "fa" | "en";
  subject: string;
  text: string;
};

/**
 * What deciding a mail to somebody who works here writes; the change that brought it about tells of it, and nobody's
 * permission is asked. Once it is written, `sendSoon` lets it go.
 */
export async function writesOfStaffMail(
  ctx: Ctx,
  mail: StaffMail,
): Promise<{ writes: readonly Write[]; message: Message }> {
  const { cause, to, toName, locale: language, ...content } = mail;
  const decision = { cause, channel: "email", purpose: "transactional", to, toName, language, content } as const;
  const { plan, message } = await planOfMessage(ctx, decision);
  return { writes: plan.writes, message };
}

export async function getMessage(ctx: Ctx, id: string) {
  const { stored, letter } = await load(ctx, id);
  const { message } = stored;
  const [shown, content] = await Promise.all([shownMessage(ctx, message), shownContent(ctx, message, letter.content)]);
  return { message: shown, content };
}

export async function listMessages(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined; group: MessageGroup },
) {
  const page = await readLedger(ctx.table, query.group, query.limit, decodeCursor(query.cursor, PLACE));
  const items = await ctx.table.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })));
  const now = ctx.now();
  const found = items.flatMap((item) => (item && !isExpired(item, now) && messageOf(item)) || []);
  // The index lags: what has moved to another group since is not of this one.
  const present = found.filter(({ state }) => groupOf(state) === query.group);
  const ids = [...new Set(present.flatMap(({ customerId }) => customerId ?? []))];
  const [cards, seen] = await Promise.all([findCards(ctx.table, ids), seenIds(ctx, ids)]);
  const all = ctx.sight.kind === "all";
  const messages = present.filter(({ customerId }) => (customerId ? seen.has(customerId) : all));
  const told = await shownMessages(ctx, messages);
  const names = new Map(cards.map(({ id, name }) => [id as string, name]));
  return {
    items: told.map((message) => ({ message, customerName: names.get(message.customerId ?? "") ?? null })),
    nextCursor: encodeCursor(page.next),
  };
}

/** What a person knows of a message; sent again it goes at once. */
export async function settleByPerson(ctx: Ctx, id: string, verdict: Verdict): Promise<Message> {
  const { stored } = await load(ctx, id);
  const { message, dueAt } = decideByPerson(stored.message, verdict, ctx.now());
  await commit(ctx, planOfState(stored, message, dueAt, "message.settled"));
  if (dueAt !== null) sendSoon(ctx, message);
  return shownMessage(ctx, message);
}

export async function cancelMessage(ctx: Ctx, id: string): Promise<Message> {
  const { stored } = await load(ctx, id);
  if (stored.message.state !== "queued" && stored.message.state !== "held")
    throw new CrmError("conflict", "message.gone", "This message is on its way already, or went.", [
      { path: "state", current: stored.message.state },
    ]);
  const { message } = decideFailure(stored.message, "message.cancelled", ctx.now());
  await commit(ctx, planOfState(stored, message, null, "message.cancelled"));
  return shownMessage(ctx, message);
}

function planOfState(stored: Stored, message: Message, dueAt: string | null, verb: Verb): Plan {
  const state = { before: stored.message.state, after: message.state };
  const told = changeOfState(stored.message, message);
  return {
    writes: [writeOfRecord(stored, message, dueAt)],
    change: { ...aboutMessage(message), verb, fields: { state, ...told?.fields } },
  };
}

async function load(ctx: Ctx, id: string) {
  const found = await findMessage(ctx.table, id, ctx.now());
  const customerId = found?.stored.message.customerId;
  const isSeen = customerId ? (await seenIds(ctx, [customerId])).has(customerId) : ctx.sight.kind === "all";
  if (!found || !isSeen) throw notFound("message");
  return found;
}

async function loadCustomer(ctx: Ctx, id: string) {
  const found = await findCustomer(ctx.table, id);
  if (!found) throw notFound("customer");
  await requireSeenProfile(ctx, found.profile);
  if (found.profile.mergedInto) throw mergedAway(found.profile);
  if (found.profile.archivedAt) throw isArchived(found.profile);
  return found;
}

/** One of the customer's own. Nobody is written to at an address that is not in their record. */
function chosenAddress(ctx: Ctx, profile: Profile, { channel, to }: Pick<NewMessage, "channel" | "to">): string {
  const own = addressesOf(profile, channel);
  if (to === undefined) {
    if (own[0]) return own[0];
    const what = channel === "email" ? "email address" : "phone number";
    const code = channel === "email" ? "message.no_email" : "message.no_phone";
    throw invalid(code, `This customer has no ${what}. Add one first.`, [{ path: "to", code }]);
  }
  const folded = channel === "email" ? foldEmail(to) : parsePhone(to, ctx.workspace.region)?.number;
  const found = own.find((address) => address === folded);
  if (found) return found;
  throw invalid("message.not_theirs", "This is not one of the customer's own addresses or numbers.", [
    { path: "to", code: "message.not_theirs" },
  ]);
}

async function contentFor(ctx: Ctx, input: NewMessage, profile: Profile) {
  const written = {
    subject: input.subject && cleanText(input.subject),
    text: input.text && cleanText(input.text, { multiline: true }),
  };
  const language = input.language ?? profile.language ?? ctx.workspace.locale;
  let content: MessageContent & { language?: "fa" | "en" };
  if (input.templateId) {
    const links = { unsubscribe: await unsubscribeLink(ctx, profile.id) };
    content = await renderFor(ctx, input.templateId, {
      channel: input.channel,
      profile,
      language: input.language,
      links,
    });
  } else {
    if (!written.text) throw missing("text", "message.text_missing", "A message needs a text, or a template.");
    content = { text: written.text, ...(input.channel === "email" && { subject: written.subject }) };
  }
  const { language: rendered, ...said } = content;
  if (input.channel === "email" && !said.subject)
    throw missing("subject", "message.subject_missing", "An email needs a subject.");
  checkLength(input.channel, said.text);
  return { content: said, language: rendered ?? language };
}

function checkLength(channel: MessageChannel, text: string): void {
  if (text.length > MAX_TEXT)
    throw invalid("message.too_long", `A message has at most ${MAX_TEXT} characters.`, [{ path: "text" }]);
  if (channel !== "sms") return;
  const { parts } = countParts(text);
  if (parts > MAX_SMS_PARTS)
    throw invalid("message.too_many_parts", `This is ${parts} parts; a short message has at most ${MAX_SMS_PARTS}.`, [
      { path: "text", code: "message.too_many_parts" },
    ]);
}

function missing(path: string, code: string, message: string): CrmError {
  return invalid(code, message, [{ path, code, message }]);
}
