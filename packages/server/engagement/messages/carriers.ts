import type { Message, SendingSettings, Settles } from "#core/engagement/messages/index.ts";
import type { Ctx } from "#server/platform/context.ts";

/** Who carries a channel here, and how unclear sendings are settled; null when nobody is set up. */
export type Carrier = { name: string; settles: Settles; isSent?: ((key: string) => Promise<boolean>) | undefined };

export function carrierOf(ctx: Ctx, channel: Message["channel"], settings: SendingSettings): Carrier | null {
  if (channel === "email") {
    if (!(settings.fromAddress ?? ctx.mailer.from)) return null;
    return { name: ctx.mailer.name, settles: ctx.mailer.settles, isSent: ctx.mailer.isSent };
  }
  if (settings.gateway) return { name: settings.gateway.name, settles: "never" };
  return ctx.texter && { name: ctx.texter.name, settles: ctx.texter.settles, isSent: ctx.texter.isSent };
}
