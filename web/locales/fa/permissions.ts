/** What a permission lets somebody do. */
export const permissions = {
  customers: {
    read: "دیدن مشتریان",
    write: "افزودن و ویرایش مشتریان",
    erase: "گرفتن همهٔ اطلاعات یک شخص و پاک کردن او",
  },
  interactions: { read: "دیدن تماس‌ها و گفت‌وگوها", write: "ثبت و اصلاح تماس‌ها و گفت‌وگوها" },
  segments: { read: "دیدن بخش‌ها", write: "ساختن و تغییر بخش‌ها" },
  activities: { read: "دیدن کارها", write: "برنامه‌ریزی و انجام کارها" },
  messages: { read: "دیدن پیام‌ها", send: "فرستادن پیام" },
  mail: { receive: "تحویل ایمیل‌های رسیده", sort: "رسیدگی به ایمیل‌های فرستندگان ناشناس" },
  templates: { manage: "مدیریت قالب‌ها" },
  changes: { read: "دنبال کردن همهٔ تغییرها" },
  audit: { read: "دیدن گزارش رویدادها" },
  views: { share: "به اشتراک گذاشتن نماها با همه" },
  imports: { run: "ورود داده از فایل" },
  exports: { run: "گرفتن خروجی" },
  fields: { manage: "تعریف فیلدها" },
  keys: { manage: "ساختن و باطل کردن کلیدها" },
  users: { manage: "مدیریت افراد، تیم‌ها و نقش‌ها" },
  settings: { manage: "تغییر تنظیمات", sending: "تنظیم ارسال پیام" },
  webhooks: { manage: "مدیریت وب‌هوک‌ها" },
  workspace: {
    read: "دیدن همکاران",
    operate: "نگهداری سامانه",
    backup: "پشتیبان‌گیری و بازگرداندن همه‌چیز",
  },
};
