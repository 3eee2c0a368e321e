import type { OutreachWords } from "./outreach.ts";

export const OUTREACH_EN: OutreachWords = {
  segments: [
    {
      name: "Loyal travellers",
      description: "They have travelled with us again and again; offers reach them first.",
      kind: "dynamic",
      rule: { field: "lifecycleStage", is: "anyOf", value: ["loyal"] },
    },
    {
      name: "Newcomers",
      description: "Those who came to know us in the last six months and have not travelled yet.",
      kind: "dynamic",
      rule: {
        all: [
          { field: "relation", is: "anyOf", value: ["prospect"] },
          { field: "createdAt", is: "inLast", value: { count: 180, unit: "days" } },
        ],
      },
    },
    {
      name: "Families of Bristol and Bath",
      description: null,
      kind: "dynamic",
      rule: {
        all: [
          { field: "tags", is: "hasAny", value: ["family", "couple"] },
          {
            any: [
              { field: "city", is: "equals", value: "Bristol" },
              { field: "city", is: "equals", value: "Bath" },
            ],
          },
        ],
      },
    },
    {
      name: "Christmas drinks",
      description: "Chosen by hand, for the evening at the office.",
      kind: "static",
      rule: null,
    },
  ],
  templates: [
    {
      name: "Summer early birds",
      channel: "email",
      purpose: "marketing",
      texts: {
        en: {
          subject: "Where to this summer, {{ customer.givenName | default: 'friend' }}?",
          body: '# Summer journeys\n\nHello {{ customer.givenName | default: "there" }},\n\nOur summer journeys are ready, and places are kept for past travellers **until the end of the month**. Answer this mail and yours is put aside.\n\n{{ sender.name }}, {{ company.name }}',
        },
      },
    },
    {
      name: "Papers received",
      channel: "email",
      purpose: "transactional",
      texts: {
        en: {
          subject: "Your papers have arrived",
          body: "Hello {{ customer.name }},\n\nYour papers reached us today, {{ today | date }}, and we have begun with the visa. You will hear from us within a week.\n\n{{ sender.name }}",
        },
      },
    },
    {
      name: "Instalment reminder",
      channel: "sms",
      purpose: "transactional",
      texts: {
        en: { body: "Dear {{ customer.name }}, this month's instalment is due in three days. {{ company.name }}" },
      },
    },
  ],
  letters: {
    papers: {
      subject: "Your papers have arrived",
      text: "Hello {name},\n\nYour papers reached us and we have begun with the visa. You will hear from us within a week.\n\n{sender}",
    },
    thanks: {
      subject: "Welcome back",
      text: "Hello {name},\n\nWe hope the journey was a happy one. When you find a moment, tell us what was good and what was not; I read it myself.\n\n{sender}",
    },
    programme: {
      subject: "The journey, day by day",
      text: "Hello {name},\n\nThe programme you asked for is ready. Two nights in town to begin with, then out into the hills from the third day. Move anything you like.\n\n{sender}",
    },
    offer: {
      subject: "Where to this summer?",
      text: "Hello {name},\n\nOur summer journeys are ready, and places are kept for past travellers until the end of the month. Answer this mail and yours is put aside.\n\n{sender}",
    },
  },
  reminder: "Dear {name}, this month's instalment is due in three days.",
};
