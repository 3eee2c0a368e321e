/** Why a row was refused, for the column of reasons in the file of refused rows. */
const PERSIAN: Record<string, string> = {
  "customer.name_missing": "نام ندارد",
  "customer.phone_invalid": "شمارهٔ تلفن خوانا نیست",
  "customer.email_invalid": "نشانی ایمیل درست نیست",
  "customer.code_taken": "این کد از آنِ مشتری دیگری است",
  "customer.national_id_invalid": "کد ملی درست نیست",
  "customer.iban_invalid": "شمارهٔ شبا درست نیست",
  "customer.birth_in_future": "تاریخ تولد در آینده است",
  "import.no_contact": "نه تلفن درستی دارد، نه ایمیل و نه کد",
  "import.cell_too_long": "یکی از خانه‌ها بیش از اندازه بلند است",
  "import.ragged_row": "شمار خانه‌هایش بیش از سرستون‌هاست",
  "import.quote_unclosed": "گیومه‌ای باز شده و بسته نشده است",
  "import.nul": "این سطر آسیب دیده است",
  "import.too_many_values": "شمار مقدارهایش بیش از اندازه است",
  "import.customer_unknown": "با این کد، تلفن، ایمیل یا شناسه چنین مشتری‌ای نیست",
  "import.customer_ambiguous": "چند مشتری این تلفن یا ایمیل را دارند؛ ستون نام روشن می‌کند کدام",
  "import.customer_missing": "نمی‌گوید با چه کسی: نه کد دارد، نه تلفن، نه ایمیل و نه شناسه",
  "import.date_missing": "نمی‌گوید کِی بوده است",
  "import.date_unreadable": "تاریخ بی‌تردید خوانا نیست",
  "import.date_no_such_day": "چنین روزی در تقویم نیست",
  "import.channel_unknown": "این کانال شناخته نیست",
  "interaction.in_future": "زمانش در آینده است",
  "interaction.too_old": "پیش از ۱۹۷۰ پذیرفته نیست",
  "import.left_edited": "از آن پس ویرایش شده است",
  "import.left_interactions": "تعاملی با او ثبت شده است",
  "import.left_related": "با مشتریان دیگر رابطه دارد",
  "import.left_merged": "با مشتری دیگری یکی شده است",
  "import.left_fields": "این بخش‌ها از آن پس ویرایش شده‌اند",
  "import.left_corrected": "از آن پس اصلاح یا پس گرفته شده است",
  "import.owner_unknown": "همکاری با این نام یا ایمیل نیست",
  "customer.birth_on_invalid": "تاریخ خوانا نیست",
  "customer.birth_on_no_such_day": "چنین روزی در تقویم نیست",
  "import.value_not_allowed": "مقداری دارد که پذیرفته نیست",
};

export function reasonText(reason: { code: string; message: string }, locale: "fa" | "en"): string {
  return locale === "fa" ? (PERSIAN[reason.code] ?? reason.message) : reason.message;
}
