import { For } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { fieldLabel, fieldsInUse, useFields } from "#web/workspace/fields/index.ts";

type Chip = { label: string; field: string };

/** Personal fields to put into a text, each with what stands in for it where it is missing. */
export function FieldChips(props: { language: "fa" | "en"; onPick: (field: string) => void }) {
  useFields();
  const fallback = () => (props.language === "fa" ? "دوست عزیز" : "there");
  const chips = (): Chip[] => [
    { label: t("templates.fields.givenName"), field: `{{ customer.givenName | default: "${fallback()}" }}` },
    { label: t("templates.fields.name"), field: "{{ customer.name }}" },
    { label: t("templates.fields.city"), field: "{{ customer.city }}" },
    { label: t("templates.fields.today"), field: "{{ today | date }}" },
    { label: t("templates.fields.company"), field: "{{ company.name }}" },
    { label: t("templates.fields.sender"), field: "{{ sender.name }}" },
    { label: t("templates.fields.unsubscribe"), field: "{{ unsubscribe }}" },
    ...fieldsInUse()
      .filter(({ type }) => type !== "customer")
      .map((field) => ({
        label: fieldLabel(field),
        field: `{{ customer.custom.${field.key}${FILTERS[field.type] ?? ""} }}`,
      })),
  ];
  return (
    <fieldset>
      <legend class="mb-1.5 font-medium text-ink-2 text-sm">{t("templates.insert")}</legend>
      <div class="flex flex-wrap gap-1.5">
        <For each={chips()}>
          {({ label, field }) => (
            <button
              type="button"
              class="rounded-md border bg-sunk px-2 py-1 text-ink-2 text-sm hover:bg-hover hover:text-ink"
              title={field}
              onClick={() => props.onPick(field)}
            >
              {label}
            </button>
          )}
        </For>
      </div>
    </fieldset>
  );
}

const FILTERS: Record<string, string> = {
  date: " | date",
  money: " | toman",
  number: " | number",
  manyChoice: " | join",
  yesNo: " | yes_no",
};
