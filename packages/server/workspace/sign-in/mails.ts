import { passwordChangedMail, resetMail } from "#core/workspace/sign-in/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { sendSystemMail } from "#server/platform/system-mail.ts";
import { RESET_MINUTES } from "./library.ts";

type Person = { id: string; name: string; email: string };

/** What stands after `#` is told to no server, nor to the next page. */
export async function sendResetMail(ctx: Ctx, person: Person, token: string): Promise<void> {
  const { name: workspace, locale } = ctx.workspace;
  const link = `${ctx.publicUrl()}/new-password#${token}`;
  const mail = resetMail(locale, { name: person.name, workspace, link, minutes: RESET_MINUTES });
  await sendSystemMail(ctx, { ...mail, to: person.email, toName: person.name, key: `reset#${ctx.requestId}` });
}

export async function sendPasswordChangedMail(ctx: Ctx, person: Person): Promise<void> {
  const mail = passwordChangedMail(ctx.workspace.locale, { name: person.name, workspace: ctx.workspace.name });
  await sendSystemMail(ctx, { ...mail, to: person.email, toName: person.name, key: `password#${ctx.requestId}` });
}
