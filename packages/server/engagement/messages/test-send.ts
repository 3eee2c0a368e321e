import type { Outcome } from "#core/engagement/messages/index.ts";
import type { TemplateText } from "#core/engagement/templates/index.ts";
import { CrmError, invalid } from "#core/platform/errors.ts";
import { parsePhone } from "#core/platform/phone.ts";
import { filledDraft } from "#server/engagement/templates/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { sendSystemMail } from "#server/platform/system-mail.ts";
import { findUser } from "#server/workspace/users/index.ts";
import { carryText } from "./send.ts";
import { readSettings } from "./settings-store.ts";

type Draft = {
  channel: "email" | "sms";
  language: "fa" | "en";
  text: TemplateText;
  customerId?: string | undefined;
  to?: string | undefined;
};

/** Goes to the one who asks, marked as a test; nothing of it is kept. */
export async function testTemplate(ctx: Ctx, draft: Draft): Promise<{ to: string }> {
  const said = await filledDraft(ctx, draft);
  const key = `test#${ctx.newId("req")}`;
  if (draft.channel === "sms") {
    const to = parsePhone(draft.to ?? "", ctx.workspace.region)?.number;
    if (!to)
      throw invalid("template.test_number", "Say which number the test goes to.", [
        { path: "to", code: "template.test_number" },
      ]);
    const { settings, ...kept } = await readSettings(ctx.table, ctx.workspace.locale);
    const outcome = await carryText(ctx, settings, kept, { to, text: said.text, at: ctx.now() }, { key });
    return { to: checkSent(outcome, to) };
  }
  const user = ctx.actor.kind === "user" ? await findUser(ctx.table, ctx.actor.id) : null;
  if (!user) throw invalid("template.test_nobody", "A test goes to one's own address: sign in as a person.");
  const subject = `${draft.language === "fa" ? "آزمایش" : "Test"}: ${said.subject ?? ""}`;
  const { text, html } = said;
  const outcome = await sendSystemMail(ctx, { to: user.email, subject, text, html, locale: draft.language, key });
  return { to: checkSent(outcome, user.email) };
}

function checkSent(outcome: Outcome, to: string): string {
  if (outcome.is === "accepted") return to;
  throw new CrmError("unavailable", "template.test_failed", "The test did not go.", [{ message: outcome.reason }]);
}
