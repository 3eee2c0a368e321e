type Text = { subject: string; text: string };

/** The mail with a link for a new password. */
export function resetMail(locale: "fa" | "en", { name, workspace, link, minutes }: ResetMail): Text {
  if (locale === "en")
    return {
      subject: `A new password for ${workspace}`,
      text: `Hello ${name},\n\nSomebody, most likely you, asked for a new password at ${workspace}. Set it here; the link opens once and within ${minutes} minutes:\n\n${link}\n\nIf it was not you, you need do nothing: your password stays as it is.`,
    };
  const within = minutes.toLocaleString("fa");
  return {
    subject: `گذرواژهٔ تازه برای ${workspace}`,
    text: `${name} عزیز، سلام\n\nکسی، به احتمال زیاد خود شما، برای ${workspace} گذرواژهٔ تازه خواسته است. از این پیوند آن را تعیین کنید؛ پیوند تا ${within} دقیقه و تنها یک بار باز می‌شود:\n\n${link}\n\nاگر کار شما نبوده، لازم نیست کاری بکنید: گذرواژه‌تان همان است که بود.`,
  };
}

export type ResetMail = { name: string; workspace: string; link: string; minutes: number };

/** The mail that tells of a password that was changed. */
export function passwordChangedMail(
  locale: "fa" | "en",
  { name, workspace }: { name: string; workspace: string },
): Text {
  if (locale === "en")
    return {
      subject: `Your password for ${workspace} was changed`,
      text: `Hello ${name},\n\nYour password for ${workspace} was just changed, and every other session was ended.\n\nIf it was not you, ask for a new password on the sign-in page at once, and tell your administrator.`,
    };
  return {
    subject: `گذرواژهٔ شما در ${workspace} عوض شد`,
    text: `${name} عزیز، سلام\n\nگذرواژهٔ شما در ${workspace} همین حالا عوض شد و همهٔ نشست‌های دیگر پایان یافت.\n\nاگر کار شما نبوده، همین حالا از صفحهٔ ورود گذرواژهٔ تازه بخواهید و به مدیر خبر بدهید.`,
  };
}
