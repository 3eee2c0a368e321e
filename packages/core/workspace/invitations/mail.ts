import { INVITATION_DAYS } from "./schema.ts";

type Facts = { invitedBy: string; workspace: string; link: string; name?: string | undefined };

/** The mail that brings somebody an invitation. */
export function invitationMail(locale: "fa" | "en", { invitedBy, workspace, link, name }: Facts) {
  if (locale === "en")
    return {
      subject: `${invitedBy} invites you to ${workspace}`,
      text: `Hello${name ? ` ${name}` : ""},\n\n${invitedBy} invites you to work together in ${workspace}. Choose your password here; the link is yours alone, opens once, and is good for ${INVITATION_DAYS} days:\n\n${link}\n\nIf you do not know what this is about, you need do nothing.`,
    };
  const days = INVITATION_DAYS.toLocaleString("fa");
  return {
    subject: `${invitedBy} شما را به ${workspace} دعوت کرد`,
    text: `${name ? `${name} عزیز، ` : ""}سلام\n\n${invitedBy} شما را به همکاری در ${workspace} دعوت کرده است. از این پیوند گذرواژهٔ خود را انتخاب کنید؛ پیوند فقط برای شماست، یک بار باز می‌شود و ${days} روز اعتبار دارد:\n\n${link}\n\nاگر نمی‌دانید موضوع چیست، لازم نیست کاری بکنید.`,
  };
}
