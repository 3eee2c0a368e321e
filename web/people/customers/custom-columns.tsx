import { Show } from "solid-js";
import { customText, fieldLabel, fieldsInUse } from "#web/workspace/fields/index.ts";
import { type Column, None } from "./columns.tsx";
import { customerName } from "./customer-names.ts";

const WIDTHS: Readonly<Record<string, number>> = { number: 96, money: 136, date: 136, yesNo: 80, manyChoice: 160 };

/** A column for each field shown in lists; while existing customers are being given it, its cells are empty. */
export function customColumns(): readonly Column[] {
  return fieldsInUse()
    .filter(({ inLists }) => inLists)
    .map((field) => ({
      id: `custom.${field.key}`,
      name: () => fieldLabel(field),
      width: WIDTHS[field.type] ?? 128,
      ...((field.type === "number" || field.type === "money") && { align: "end" as const }),
      cell: (card) => (
        <Show when={customText(field, card.custom[field.key], customerName)} fallback={<None />}>
          {(text) => (
            <bdi
              class={`truncate ${field.type === "number" || field.type === "money" ? "tabular-nums" : ""}`}
              title={text()}
            >
              {text()}
            </bdi>
          )}
        </Show>
      ),
    }));
}
