import { locale } from "#web/platform/locale.ts";
import { compareText } from "#web/platform/show.ts";
import type { Choice } from "#web/ui/field.tsx";

const REGIONS = "IR AF AE AM AZ BH CA CN DE FR GB GE IN IQ IT JP KR KW KZ NL OM PK QA RU SA SE SY TJ TM TR US UZ".split(
  " ",
);

/** Countries by their names in the language shown; the one in use is always among them. */
export function regionChoices(current: string): Choice[] {
  const names = new Intl.DisplayNames(locale(), { type: "region" });
  const all = [...new Set([current, ...REGIONS])];
  return all
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => Number(b.value === "IR") - Number(a.value === "IR") || compareText(a.label, b.label));
}
