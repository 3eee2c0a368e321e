import {
  decideKind,
  ownMessageOf,
  type ReadMail,
  type Received,
  sentAtOf,
  type WaitingMail,
} from "#core/engagement/inbound/index.ts";
import { decideLog, type Interaction, MAX_BODY } from "#core/engagement/interactions/index.ts";
import type { Profile } from "#core/people/customers/index.ts";
import { CrmError } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Id } from "#core/platform/ids.ts";
import { log, planOfLog } from "#server/engagement/interactions/index.ts";
import { findByProviderId, ownSenders } from "#server/engagement/messages/index.ts";
import { commit } from "#server/platform/commit.ts";
import { type Ctx, withAccess } from "#server/platform/context.ts";
import { FULL_ACCESS } from "#server/platform/organisation.ts";
import type { Write } from "#server/platform/table.ts";
import { readMail } from "./read-mail.ts";
import { findKept, idOfMail, type Waiting, writeOfKnown, writesOfWaiting } from "./store.ts";
import { noticesOfMail } from "./tell.ts";
import { findWhose, isOfColleague, localPart, type Whose } from "./whose.ts";

const EXCERPT = 280;
const MAX_SUBJECT = 300;
const LEFT_OUT = "\n\n[…]";

/**
 * Takes one mail as it came: logs it with the customer it is of, lays it where a person says whose it is, or passes over what no
 * person wrote. The same mail twice is one. Refused with `mail.unreadable` when it is none.
 */
export async function receiveMail(ctx: Ctx, bytes: Uint8Array, { isCut = false } = {}): Promise<Received> {
  const mail = await readMail(bytes);
  const id = await idOfMail(mail.messageId, bytes);
  // Whoever carried it here: whose it is does not depend on whom they see.
  const own: Ctx = { ...ctx, ...withAccess(FULL_ACCESS) };
  const received = await sort(own, id, isCut ? { ...mail, text: mail.text + LEFT_OUT } : mail);
  const { outcome, why } = received;
  // An answer to this request may be lost, and nobody reads those of a machine.
  if (outcome === "refused" || outcome === "automatic") ctx.log.info("mail.passedOver", { outcome, why, mail: id });
  return received;
}

async function sort(ctx: Ctx, id: Id<"inm">, mail: ReadMail): Promise<Received> {
  if (await findKept(ctx.table, id, ctx.now())) return { outcome: "known", id };
  const isColleague = await isOfColleague(ctx, mail);
  const kind = await kindOf(ctx, mail, isColleague);
  if (kind.is !== "letter") return { outcome: kind.is, why: kind.why };
  const whose = await findWhose(ctx, mail, isColleague);
  try {
    if (whose.waits === null) {
      await logWith(ctx, id, mail, whose);
      return { outcome: "logged", id };
    }
    await keepWaiting(ctx, id, mail, whose);
    return { outcome: "waiting", why: whose.waits, id };
  } catch (error) {
    if (error instanceof CrmError && error.code === KNOWN) return { outcome: "known", id };
    throw error;
  }
}

async function kindOf(ctx: Ctx, mail: ReadMail, isColleague: boolean) {
  const senders = isColleague ? null : await ownSenders(ctx);
  const kind = decideKind(mail, (address) => senders?.has(address) ?? false);
  if (kind.is !== "letter" || mail.messageId === null || ownMessageOf(mail.messageId)) return kind;
  const isOurs = (await findByProviderId(ctx.table, [localPart(mail.messageId)])) !== null;
  return isOurs ? ({ is: "refused", why: "loop" } as const) : kind;
}

const KNOWN = "mail.known";
const isKnown = () => new CrmError("conflict", KNOWN, "This mail was here before.");

async function logWith(ctx: Ctx, id: Id<"inm">, mail: ReadMail, whose: Whose): Promise<void> {
  const { customers, answers } = whose;
  const interactions = customers.map((customer) => interactionOf(ctx, mail, whose, customer));
  const known = writeOfKnown(
    id,
    interactions.map((one) => one.id),
    ctx.now(),
  );
  const [first, ...others] = interactions as [Interaction, ...Interaction[]];
  if (others.length === 0) {
    const notices = whose.direction === "in" ? tell(ctx, customers[0]!, first, answers) : [];
    return log(ctx, first, { writes: [known, ...notices], refuse: isKnown });
  }
  const plans = interactions.map(planOfLog);
  await commit(ctx, {
    writes: [...plans.flatMap(({ writes }) => writes), known],
    change: plans[0]!.change,
    alsoTold: plans.slice(1).map(({ change }) => change),
    refuse: isKnown,
  });
}

function tell(ctx: Ctx, customer: Profile, { id, subject = "" }: Interaction, answers: Whose["answers"]): Write[] {
  return noticesOfMail(ctx, customer, { subject, interactionId: id, answers });
}

function interactionOf(ctx: Ctx, mail: ReadMail, { direction, answers }: Whose, { id }: Profile): Interaction {
  const said = {
    direction,
    subject: subjectOf(mail),
    text: bodyOf(mail),
    from: mail.from,
    sentAt: sentAtOf(mail, ctx.now()),
  };
  return interactionFrom(ctx, { ...said, attachments: mail.attachments, answersId: answers?.id }, id);
}

/** The interaction that a mail becomes with a customer. */
export function interactionFrom(
  ctx: Ctx,
  mail: {
    direction: "in" | "out";
    subject: string;
    text: string;
    from: { address: string; name?: string | undefined } | null;
    sentAt: string;
    attachments: readonly string[];
    answersId?: string | undefined;
  },
  customerId: Id<"cus">,
): Interaction {
  const { direction, subject, text, sentAt, from, answersId } = mail;
  const content = { ...(subject && { subject }), ...(text && { body: text }) };
  const moment = { now: ctx.now(), id: ctx.newId("int"), by: ctx.actor };
  return {
    ...decideLog({ customerId, channel: "email", direction, occurredAt: sentAt, ...content }, moment),
    attachments: [...mail.attachments],
    ...(from && { sender: from }),
    ...(answersId && { answersId: answersId as Id<"msg"> }),
  };
}

async function keepWaiting(ctx: Ctx, id: Id<"inm">, mail: ReadMail, whose: Whose): Promise<void> {
  const now = ctx.now();
  const text = bodyOf(mail);
  const waiting: WaitingMail = {
    id,
    reason: whose.waits ?? "unknown",
    direction: whose.direction,
    from: mail.from ?? { address: "" },
    to: mail.to.slice(0, 10),
    subject: subjectOf(mail),
    excerpt: cleanText(text.slice(0, EXCERPT)),
    attachments: [...mail.attachments],
    sentAt: sentAtOf(mail, now),
    receivedAt: now,
  };
  const customerIds = whose.customers.map((customer) => customer.id as string);
  const kept: Waiting = { id, state: "waiting", mail: waiting, text, customerIds, answersId: whose.answers?.id };
  await commit(ctx, {
    writes: writesOfWaiting(kept, now),
    change: { entity: "mail", entityId: id, verb: "mail.waiting", fields: { reason: { after: waiting.reason } } },
    refuse: isKnown,
  });
}

const subjectOf = ({ subject }: ReadMail) => subject.slice(0, MAX_SUBJECT).toWellFormed().trim();

function bodyOf({ text }: ReadMail): string {
  if (text.length <= MAX_BODY) return text;
  return text.slice(0, MAX_BODY - LEFT_OUT.length).toWellFormed() + LEFT_OUT;
}
