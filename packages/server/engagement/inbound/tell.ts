import type { Message } from "#core/engagement/messages/index.ts";
import type { Profile } from "#core/people/customers/index.ts";
import { isHidden } from "#core/platform/access/fields.ts";
import { sees } from "#core/platform/access/sight.ts";
import type { Ctx } from "#server/platform/context.ts";
import { accessOf } from "#server/platform/organisation.ts";
import type { Write } from "#server/platform/table.ts";
import { writeOfNotice } from "#server/workspace/notices/index.ts";

/** Tells whose customer wrote; of a customer whom nobody has, who wrote the message that it answers, where they see the customer. */
export function noticesOfMail(
  ctx: Ctx,
  { ownerId, id, name, teamId }: Profile,
  { subject, interactionId, answers }: { subject: string; interactionId: string; answers: Message | null },
): Write[] {
  const author = answers?.by.kind === "user" ? answers.by.id : undefined;
  const userId = ownerId ?? author;
  if (!userId) return [];
  const access = accessOf({ userId }, ctx.organisation);
  // Who has left is told nothing; an older workspace has no list of who is here.
  if (!access && ctx.organisation.members !== null) return [];
  if (access && !sees(access.sight, { ownerId, teamId })) return [];
  const isShown = !access || !isHidden(access.fields, "interaction", "subject");
  const about = { customerId: id, customerName: name, interactionId, ...(isShown && subject && { subject }) };
  const at = ctx.now();
  return [writeOfNotice({ id: ctx.newId("ntc"), userId, at, kind: "mail.received", about, late: false })];
}
