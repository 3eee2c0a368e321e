import { t } from "#web/platform/i18n.ts";
import { showDate, showDigits, showInstant, showList, showNumber } from "#web/platform/show.ts";
import type { Notice } from "./queries.ts";

type About = {
  subject?: string;
  customerName?: string;
  dueOn?: string;
  dueAt?: string;
  dueTime?: string;
  by?: string;
  on?: string;
  ownerLeft?: boolean;
  customerId?: string;
  activityId?: string;
  many?: boolean;
  userId?: string;
  other?: string;
  overdue?: number;
  due?: number;
  occasions?: { name: string | null; years: number }[] | number;
};

const due = ({ dueTime, dueAt, dueOn }: About) =>
  dueTime && dueAt ? showInstant(dueAt) : dueOn ? showDate(dueOn) : "";

/** What a notice says, in a sentence, and what stands below it. */
export function sayNotice({ kind, about, late }: Notice): { title: string; text: string; href: string | null } {
  const of = about as About;
  const lateWord = late ? t("notices.late") : null;
  const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(" · ");
  const href = of.activityId ? `/work?activity=${of.activityId}` : of.customerId ? `/customers/${of.customerId}` : null;
  switch (kind) {
    case "activity.reminder":
      return {
        title: t("notices.reminder", of.subject ?? ""),
        text: join(due(of), of.customerName, of.ownerLeft ? t("notices.ownerLeft") : null, lateWord),
        href,
      };
    case "activity.given":
      return { title: t("notices.given", of.by ?? "", of.subject ?? ""), text: join(due(of), of.customerName), href };
    case "occasion":
      return {
        title: t("notices.occasion", of.customerName ?? "", occasionWords(of)),
        text: join(of.on ? showDate(of.on) : null, lateWord),
        href,
      };
    case "customer.given":
      if (of.many) return { title: t("notices.customersGiven", of.by ?? ""), text: "", href: ownedBy(of.userId) };
      return { title: t("notices.customerGiven", of.by ?? "", of.customerName ?? ""), text: "", href };
    case "customer.merged":
      return {
        title: t("notices.customerMerged", of.by ?? "", of.other ?? "", of.customerName ?? ""),
        text: "",
        href,
      };
    case "customer.noted":
      return { title: t("notices.customerNoted", of.by ?? "", of.customerName ?? ""), text: "", href };
    case "mail.received":
      return { title: t("notices.mail", of.customerName ?? ""), text: of.subject ?? "", href };
    case "digest":
      return {
        title: t("notices.digest"),
        text: t("notices.digestText", showNumber(of.overdue ?? 0), showNumber(of.due ?? 0)),
        href: "/today",
      };
    default:
      return { title: of.subject ?? t("notices.other"), text: lateWord ?? "", href };
  }
}

/** The list of somebody's customers. */
function ownedBy(userId: string | undefined): string {
  const rule = { field: "ownerId", is: "anyOf", value: [userId ?? ""] };
  return `/customers?filter=${encodeURIComponent(JSON.stringify(rule))}`;
}

function occasionWords({ occasions }: About): string {
  if (!Array.isArray(occasions)) return "";
  return showList(occasions.map((one) => occasionWord(one)));
}

/** «تولد ۳۵ سالگی», "11th year: Wedding". */
export function occasionWord({ name, years }: { name: string | null; years: number }): string {
  const count = showDigits(String(years));
  return name === null ? t("notices.birthday", count) : t("notices.yearly", name, count, years);
}
