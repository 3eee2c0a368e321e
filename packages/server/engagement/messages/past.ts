import { countParts, type Message, type MessageContent } from "#core/engagement/messages/index.ts";
import type { Verb } from "#core/platform/verbs.ts";
import type { Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { changeOfState } from "./change-of-state.ts";
import { excerptOf, idOfCause, writesOfPast } from "./store.ts";

type Past = Pick<
  Message,
  "customerId" | "channel" | "purpose" | "to" | "language" | "state" | "createdAt" | "by" | "reason"
> & {
  cause: string;
  content: MessageContent;
};

/** A message whose story is over: it is told of, counted like any other, and never sent. */
export async function planOfPastMessage(ctx: Ctx, past: Past): Promise<Plan> {
  const { cause, content, ...about } = past;
  const { createdAt: at, state } = past;
  const message: Message = {
    ...about,
    id: await idOfCause(cause),
    ...(content.subject && { subject: content.subject }),
    excerpt: excerptOf(content.text),
    ...(past.channel === "sms" && { parts: countParts(content.text).parts }),
    attempts: 1,
    provider: ctx.mailer.name,
    at: { sent: at, ...(state !== "sent" && { [state]: at }) },
    updatedAt: at,
  };
  const queued: Message = { ...message, state: "queued" };
  const change = changeOfState(queued, message);
  if (!change) throw new Error(`Nothing is told of a message that is ${state}.`);
  return {
    writes: writesOfPast(message, content, cause),
    change: { ...change, verb: change.verb as Verb, at, actor: past.by },
  };
}
