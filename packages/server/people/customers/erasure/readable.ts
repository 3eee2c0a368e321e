import type { Everything } from "./everything-store.ts";

const HEADINGS: Record<"fa" | "en", { [kind: string]: string }> = {
  fa: {
    title: "همهٔ آنچه دربارهٔ این شخص نگه داشته‌ایم",
    at: "زمان تهیه",
    customer: "مشخصات",
    interactions: "تماس‌ها و گفت‌وگوها",
    earlierVersions: "نسخه‌های پیشین",
    changes: "تغییرها",
    relations: "ارتباط‌ها",
    activities: "کارها",
  },
  en: {
    title: "Everything we keep about this person",
    at: "Made",
    customer: "Details",
    interactions: "Interactions",
    earlierVersions: "Earlier versions",
    changes: "Changes",
    relations: "Relations",
    activities: "Tasks",
  },
};

/** A page that a person can read and print, with nothing in it that is fetched or run. */
export function readablePage(
  everything: Everything,
  { title, locale, at }: { title: string; locale: "fa" | "en"; at: string },
): string {
  const words = HEADINGS[locale];
  const parts = Object.entries(everything).map(
    ([kind, rows]) => `<h2>${escapeHtml(words[kind] ?? kind)} (${rows.length})</h2>${rows.map(tableOf).join("")}`,
  );
  return `<!doctype html><html lang="${locale}" dir="${locale === "fa" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><h1 dir="auto">${escapeHtml(title)}</h1><p>${words.title} · ${words.at}: <bdi>${at}</bdi></p>${parts.join("")}</body></html>`;
}

const STYLE =
  "body{font:15px/1.7 Vazirmatn,Tahoma,system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}th{text-align:start;vertical-align:top;width:12rem;font-weight:600}td,th{border-bottom:1px solid #ddd;padding:.25rem .5rem;overflow-wrap:anywhere}";

function tableOf(row: unknown): string {
  const lines = Object.entries((row ?? {}) as object).filter(([, value]) => !isEmpty(value));
  return `<table>${lines.map(([name, value]) => `<tr><th>${escapeHtml(name)}</th><td dir="auto">${cellOf(value)}</td></tr>`).join("")}</table>`;
}

function cellOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellOf).join("<br>");
  if (typeof value !== "object" || value === null) return escapeHtml(String(value));
  return Object.entries(value)
    .filter(([, one]) => !isEmpty(one))
    .map(([name, one]) => `${escapeHtml(name)}: ${cellOf(one)}`)
    .join(" · ");
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

const SIGNS: { readonly [sign: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] as string);
