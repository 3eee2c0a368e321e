import { MAX_MAIL_BYTES, type Received, type WaitingMail } from "#core/engagement/inbound/index.ts";
import { type Interaction, maskInteraction } from "#core/engagement/interactions/index.ts";
import { isHidden } from "#core/platform/access/fields.ts";
import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import { log } from "#server/engagement/interactions/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { interactionFrom, receiveMail } from "./receive.ts";
import { findKept, PLACE, readWaiting, type Stored, type Waiting, writesOfLogged, writesOfState } from "./store.ts";

/** One mail as the body of a request. */
export async function takeMail(ctx: Ctx, body: AsyncIterable<Uint8Array> | null): Promise<Received> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_MAIL_BYTES) throw new CrmError("limit", "mail.too_large", "A mail may have 25 MB at most.");
    chunks.push(chunk);
  }
  if (size === 0) throw invalid("mail.unreadable", "Send one mail as it came, with its headers (MIME).");
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return receiveMail(ctx, bytes);
}

export async function listWaitingMails(ctx: Ctx, query: { limit: number; cursor?: string | undefined }) {
  const { mails, next } = await readWaiting(ctx.table, query.limit, decodeCursor(query.cursor, PLACE), ctx.now());
  return {
    items: mails.map((mail) => shown(ctx, mail)),
    nextCursor: encodeCursor(next),
    addresses: [...(ctx.mailer.receives ?? [])],
  };
}

export async function getWaitingMail(ctx: Ctx, id: Id<"inm">): Promise<{ mail: WaitingMail; text: string }> {
  const { kept } = await load(ctx, id, "waiting");
  return { mail: shown(ctx, kept.mail), text: isHidden(ctx.access.fields, "interaction", "body") ? "" : kept.text };
}

/** Logs it with a customer whom one sees; who was faster wins. */
export async function assignMail(ctx: Ctx, id: Id<"inm">, customerId: Id<"cus">): Promise<Interaction> {
  const stored = await load(ctx, id, "waiting");
  const { mail, text, answersId } = stored.kept;
  const { direction, subject, attachments, sentAt } = mail;
  const from = mail.from.address ? mail.from : null;
  const interaction = interactionFrom(
    ctx,
    { direction, subject, text, from, sentAt, attachments, answersId },
    customerId,
  );
  await log(ctx, interaction, {
    writes: writesOfLogged(stored, [interaction.id], ctx.now()),
    refuse: sortedMeanwhile,
  });
  return maskInteraction(ctx.access.fields, interaction);
}

export const dismissMail = (ctx: Ctx, id: Id<"inm">) => turn(ctx, id, "waiting", "dismissed");
export const restoreMail = (ctx: Ctx, id: Id<"inm">) => turn(ctx, id, "dismissed", "waiting");

async function turn(ctx: Ctx, id: Id<"inm">, from: Waiting["state"], to: Waiting["state"]): Promise<undefined> {
  const stored = await load(ctx, id, from);
  await commit(ctx, {
    writes: writesOfState(stored, to, ctx.now()),
    change: { entity: "mail", entityId: id, verb: to === "dismissed" ? "mail.dismissed" : "mail.restored" },
    refuse: sortedMeanwhile,
  });
}

async function load(ctx: Ctx, id: Id<"inm">, state: Waiting["state"]): Promise<Stored<Waiting>> {
  const stored = await findKept(ctx.table, id, ctx.now());
  if (!stored) throw notFound("mail");
  const { kept, version } = stored;
  if (kept.state === "logged" || kept.state !== state) throw sortedMeanwhile();
  return { kept, version };
}

const sortedMeanwhile = () =>
  new CrmError("conflict", "mail.sorted", "Somebody has sorted this mail meanwhile. Look at the list again.");

/** What a role hides of customers and of what was said with them is hidden here as well. */
function shown({ access: { fields } }: Ctx, mail: WaitingMail): WaitingMail {
  const isSaid = !isHidden(fields, "interaction", "body");
  return {
    ...mail,
    ...(isHidden(fields, "interaction", "subject") && { subject: "" }),
    ...(!isSaid && { excerpt: "", attachments: [] }),
    ...(isHidden(fields, "customer", "emails") && { from: { ...mail.from, address: "" }, to: [] }),
  };
}
