export const app = {
  name: "پیوند",
  motto: "مشتری‌هایتان را بشناسید و کنارشان بمانید",
};

export const common = {
  add: "افزودن",
  addOne: (what: string) => `افزودن ${what}`,
  blank: "خالی",
  breadcrumb: "جای شما",
  cancel: "انصراف",
  clearDraft: "پاک شود",
  close: "بستن",
  comma: "، ",
  dismiss: "بستن پیام",
  save: "ذخیره",
  draftKept: "آنچه پیش‌تر نوشته بودید اینجاست.",
  edit: (what: string) => `ویرایش ${what}`,
  labelled: (label: string) => `${label}:`,
  loading: "در حال بارگذاری…",
  messages: "پیام‌ها",
  quoted: (text: string) => `«${text}»`,
  removeOne: (what: string) => `برداشتن ${what}`,
  tryAgain: "دوباره امتحان کنید",
  undo: "واگرد",
};

export const dates = {
  today: "امروز",
  yesterday: "دیروز",
  unreadable: (example: string) => `این تاریخ خوانده نشد. این‌طور بنویسید: ${example}`,
  noSuchDay: (_example: string) => "چنین روزی در تقویم نیست.",
  hint: (example: string) => `مثل ${example}؛ تاریخ میلادی هم می‌شود. با ↓ تقویم باز می‌شود.`,
  pick: (what: string) => `انتخاب ${what} از تقویم`,
  yearBack: "سال پیش",
  yearOn: "سال بعد",
  monthBack: "ماه پیش",
  monthOn: "ماه بعد",
  examples: { persian: "۱۳۶۵/۰۲/۲۸", gregorian: "۱۹۸۶-۰۵-۱۸" },
};

export const shell = {
  account: "حساب من",
  language: "زبان",
  mainNavigation: "بخش‌های برنامه",
  signOut: "خروج",
  skip: "رفتن به محتوای صفحه",
  theme: "پوسته",
  themes: { light: "روشن", dark: "تیره", system: "هماهنگ با دستگاه" },
  modules: { today: "امروز", work: "کارها", customers: "مشتریان", imports: "ورود داده", settings: "تنظیمات" },
  settings: { data: "داده‌ها", happened: "آنچه شده است", system: "ابزار فنی" },
  notFound: {
    title: "چنین صفحه‌ای نداریم",
    text: "شاید نشانی را ناقص آورده‌اید، یا این صفحه دیگر اینجا نیست.",
    back: "رفتن به مشتریان",
  },
  keys: {
    title: "کلیدهای میان‌بر",
    palette: "جست‌وجو و فرمان",
    down: "پایین رفتن در فهرست",
    up: "بالا رفتن در فهرست",
    open: "باز کردن",
    peek: "نگاهی در کنار فهرست",
    select: "برگزیدن در فهرست",
    create: "مشتری تازه",
    edit: "ویرایش در همان جا",
    log: "ثبت تعامل در صفحهٔ مشتری",
    send: "ثبت آنچه نوشته‌اید",
    cancel: "انصراف، بستن",
    help: "همین فهرست",
  },
};

export const signIn = {
  title: "ورود",
  email: "ایمیل",
  password: "گذرواژه",
  submit: "ورود",
};
