import {
  decideOutcome,
  type Message,
  type MessageContent,
  type Outcome,
  type SendingSettings,
  type Settles,
} from "#core/engagement/messages/index.ts";
import { frameMail, htmlOfText } from "#core/platform/mail-frame.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { mailLook } from "#server/platform/look.ts";
import type { TextMessage } from "#server/platform/mailer.ts";
import { TableError } from "#server/platform/table.ts";
import { carrierOf } from "./carriers.ts";
import { changeOfState } from "./change-of-state.ts";
import { footerOf, unsubscribeLink } from "./preferences-link.ts";
import { providerRow } from "./provider-id-store.ts";
import { readSettings } from "./settings-store.ts";
import { findLetter, findStored, writeOfRecord } from "./store.ts";

type KeptSecrets = Omit<Awaited<ReturnType<typeof readSettings>>, "settings" | "version">;

/** Requests to providers under way at once in one process. */
const IN_FLIGHT = 16;
const MAX_RACES = 10;

type Queue = { waiting: (() => Promise<void>)[]; running: number };

/** One queue for each workspace that this process has open. */
const queues = new WeakMap<object, Queue>();

function queueOf(ctx: Ctx): Queue {
  const queue = queues.get(ctx.table) ?? { waiting: [], running: 0 };
  queues.set(ctx.table, queue);
  return queue;
}

/** Asks the provider for a message this process has claimed, in its turn; once, whatever comes of it. */
export function sendClaimed(ctx: Ctx, message: Message, attempt: number): void {
  const own: Ctx = { ...ctx, idempotency: undefined, cause: undefined } as Ctx;
  const queue = queueOf(ctx);
  own.inBackground(
    () =>
      new Promise<void>((done, failed) => {
        queue.waiting.push(() => sendOnce(own, message, attempt).then(done, failed));
        next(queue);
      }),
  );
}

function next(queue: Queue): void {
  if (queue.running >= IN_FLIGHT) return;
  const work = queue.waiting.shift();
  if (!work) return;
  queue.running += 1;
  void work().finally(() => {
    queue.running -= 1;
    next(queue);
  });
}

async function sendOnce(ctx: Ctx, claimed: Message, attempt: number): Promise<void> {
  const [letter, { settings, ...kept }] = await Promise.all([
    findLetter(ctx.table, claimed.id),
    readSettings(ctx.table, ctx.workspace.locale),
  ]);
  const carrier = carrierOf(ctx, claimed.channel, settings);
  if (!letter || !carrier) return;
  // Nobody may have taken it over since: a process that slept past its claim does not send.
  const present = await findStored(ctx.table, claimed);
  if (present?.message.state !== "sending" || present.message.attempts !== attempt) return;
  const outcome = await ask(ctx, claimed, letter.content, settings, kept);
  if (outcome.is === "accepted" && outcome.providerId && claimed.channel === "email")
    await ctx.table.append([providerRow(outcome.providerId, claimed.id, ctx.now())]);
  await settle(ctx, claimed, outcome, carrier.settles);
}

async function ask(
  ctx: Ctx,
  message: Message,
  content: MessageContent,
  settings: SendingSettings,
  kept: KeptSecrets,
): Promise<Outcome> {
  const sending = { key: message.id };
  if (message.channel === "sms") {
    const isMarketing = message.purpose === "marketing";
    const text = { to: message.to, text: content.text, at: datedAt(message), ...(isMarketing && { isMarketing }) };
    return carryText(ctx, settings, kept, text, sending);
  }
  const address = settings.fromAddress ?? ctx.mailer.from;
  if (!address) return notSetUp();
  const locale = message.language;
  // An answer comes to the timeline unless the company wants it elsewhere.
  const ownInbox = message.customerId ? ctx.mailer.receives?.find((one) => one.includes("@")) : undefined;
  const replyTo = settings.replyTo ?? ownInbox;
  const link =
    message.customerId && message.purpose === "marketing" ? await unsubscribeLink(ctx, message.customerId) : null;
  const company = settings.fromName ?? ctx.workspace.name;
  const footer = link ? footerOf(locale, company, link) : null;
  return ctx.mailer.send(
    {
      from: { address, name: company },
      to: { address: message.to, ...(message.toName && { name: message.toName }) },
      ...(replyTo && { replyTo: { address: replyTo } }),
      subject: content.subject ?? "",
      text: footer ? `${content.text}\n\n-- \n${footer.text}` : content.text,
      html: frameMail({
        locale,
        html: content.html ?? htmlOfText(content.text),
        look: mailLook(ctx),
        ...(footer && { footer: footer.html }),
      }),
      headers: {
        "Content-Language": locale,
        ...(!message.customerId && { "Auto-Submitted": "auto-generated" }),
        ...(link && {
          "List-Unsubscribe": `<${link}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          Precedence: "bulk",
        }),
      },
      ...(settings.tracking && message.purpose === "marketing" && { tracked: true }),
      at: datedAt(message),
    },
    sending,
  );
}

/** When it was first handed to a provider, the same at every try: one that was held for days is not dated days back. */
function datedAt({ firstTriedAt, createdAt }: Message): string {
  return firstTriedAt ?? createdAt;
}

/** One short message through the gateway of the settings, or whoever the runtime brings. */
export async function carryText(
  ctx: Ctx,
  settings: SendingSettings,
  kept: KeptSecrets,
  text: TextMessage,
  sending: { key: string },
): Promise<Outcome> {
  if (!settings.gateway) return (await ctx.texter?.send(text, sending)) ?? notSetUp();
  const [{ sendByGateway }, { openSecrets }] = await Promise.all([
    import("./gateway.ts"),
    import("./gateway-secrets.ts"),
  ]);
  const secrets = await openSecrets(ctx, kept);
  return sendByGateway(ctx.callOut, settings.gateway, secrets, text, sending);
}

const notSetUp = (): Outcome => ({ is: "refused", forGood: false, reason: "message.not_set_up" });

/** Keeps what the provider said. It is asked no second time for it, so this is tried until it is written. */
async function settle(ctx: Ctx, place: Message, outcome: Outcome, settles: Settles): Promise<void> {
  for (let races = 0; races < MAX_RACES; races++) {
    const present = await findStored(ctx.table, place);
    if (!present) return;
    const { message, dueAt } = decideOutcome(present.message, outcome, settles, ctx.now());
    const write = writeOfRecord(present, message, dueAt);
    try {
      const change = changeOfState(present.message, message);
      const refuse = () => new TableError("conditionFailed", "raced");
      if (change) await commit(ctx, { writes: [write], change, refuse });
      else await ctx.table.transact([write]);
      return;
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    }
  }
}
