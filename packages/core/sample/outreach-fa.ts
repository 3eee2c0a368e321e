import type { OutreachWords } from "./outreach.ts";

export const OUTREACH_FA: OutreachWords = {
  segments: [
    {
      name: "مشتریان وفادار",
      description: "آن‌ها که بارها با ما سفر کرده‌اند؛ پیشنهادها نخست به این‌ها می‌رسد.",
      kind: "dynamic",
      rule: { field: "lifecycleStage", is: "anyOf", value: ["loyal"] },
    },
    {
      name: "تازه‌آمده‌ها",
      description: "کسانی که در شش ماه گذشته با ما آشنا شده‌اند و هنوز سفری نرفته‌اند.",
      kind: "dynamic",
      rule: {
        all: [
          { field: "relation", is: "anyOf", value: ["prospect"] },
          { field: "createdAt", is: "inLast", value: { count: 180, unit: "days" } },
        ],
      },
    },
    {
      name: "خانواده‌های تهران و کرج",
      description: null,
      kind: "dynamic",
      rule: {
        all: [
          { field: "tags", is: "hasAny", value: ["خانوادگی", "زوج"] },
          {
            any: [
              { field: "city", is: "equals", value: "تهران" },
              { field: "city", is: "equals", value: "کرج" },
            ],
          },
        ],
      },
    },
    { name: "مهمانان شب یلدا", description: "با دست چیده شده؛ برای دورهمی دفتر.", kind: "static", rule: null },
  ],
  templates: [
    {
      name: "پیشنهاد نوروزی",
      channel: "email",
      purpose: "marketing",
      texts: {
        fa: {
          subject: "{{ customer.givenName | default: 'دوست' }} عزیز، نوروز امسال کجا؟",
          body: '# سفرهای نوروزی\n\nسلام {{ customer.givenName | default: "دوست عزیز" }}،\n\nبرنامهٔ سفرهای نوروزی ما آماده است و جای همسفران پیشین تا **پایان این ماه** نگه داشته می‌شود. کافی است به همین نامه پاسخ دهید تا برایتان کنار بگذاریم.\n\nبا مهر،\n{{ sender.name }}، {{ company.name }}',
        },
        en: {
          subject: "Where to this Nowruz, {{ customer.givenName | default: 'friend' }}?",
          body: '# Nowruz journeys\n\nHello {{ customer.givenName | default: "there" }},\n\nOur journeys for Nowruz are ready, and places are kept for past travellers **until the end of the month**. Answer this mail and yours is put aside.\n\n{{ sender.name }}, {{ company.name }}',
        },
      },
    },
    {
      name: "مدارک رسید",
      channel: "email",
      purpose: "transactional",
      texts: {
        fa: {
          subject: "مدارک سفرتان رسید",
          body: "سلام {{ customer.name }}،\n\nمدارکتان امروز، {{ today | date }}، به دستمان رسید و کار روادید آغاز شد. تا یک هفتهٔ دیگر خبرتان می‌کنیم.\n\n{{ sender.name }}",
        },
        en: {
          subject: "Your papers have arrived",
          body: "Hello {{ customer.name }},\n\nYour papers reached us today, {{ today | date }}, and we have begun with the visa. You will hear from us within a week.\n\n{{ sender.name }}",
        },
      },
    },
    {
      name: "یادآوری قسط",
      channel: "sms",
      purpose: "transactional",
      texts: {
        fa: { body: "{{ customer.name }} گرامی، قسط این ماه سفرتان سه روز دیگر سر می‌رسد. {{ company.name }}" },
        en: { body: "Dear {{ customer.name }}, this month's instalment is due in three days. {{ company.name }}" },
      },
    },
  ],
  letters: {
    papers: {
      subject: "مدارک سفرتان رسید",
      text: "سلام {name}،\n\nمدارکتان به دستمان رسید و کار روادید آغاز شد. تا یک هفتهٔ دیگر خبرتان می‌کنیم.\n\n{sender}",
    },
    thanks: {
      subject: "خوش برگشتید",
      text: "سلام {name}،\n\nامیدواریم سفر خوش گذشته باشد. اگر فرصت کردید، برایمان بنویسید چه چیزی خوب بود و چه چیزی نه؛ خودم می‌خوانم.\n\n{sender}",
    },
    programme: {
      subject: "برنامهٔ سفر، روز به روز",
      text: "سلام {name}،\n\nبرنامه‌ای که خواسته بودید آماده شد. دو شب نخست در شهر می‌مانیم و از روز سوم راهی طبیعت می‌شویم. هر جا را که خواستید جابه‌جا می‌کنیم.\n\n{sender}",
    },
    offer: {
      subject: "نوروز امسال کجا؟",
      text: "سلام {name}،\n\nبرنامهٔ سفرهای نوروزی ما آماده است و جای همسفران پیشین تا پایان این ماه نگه داشته می‌شود. کافی است به همین نامه پاسخ دهید.\n\n{sender}",
    },
  },
  reminder: "{name} گرامی، قسط این ماه سفرتان سه روز دیگر سر می‌رسد.",
};
