import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createUniqueId, Index, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { IconButton } from "#web/ui/button.tsx";
import { FieldNote, INPUT } from "#web/ui/field.tsx";
import type { ContactRow } from "./new-customer.ts";

type ContactRowsProps = {
  legend: string;
  /** What one row is: «phone», «email». */
  one: string;
  labels: readonly string[];
  rows: readonly ContactRow[];
  type: "tel" | "email";
  errorOf: (at: number) => string | undefined;
  onChange: (rows: ContactRow[]) => void;
  most: number;
};

/** Several phones or emails, each with what it is for. */
export function ContactRows(props: ContactRowsProps) {
  const listId = createUniqueId();
  const change = (at: number, part: Partial<ContactRow>) =>
    props.onChange(props.rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <fieldset class="min-w-0">
      <legend class="mb-1 font-medium text-ink-2 text-sm">{props.legend}</legend>
      <div class="space-y-2">
        <Index each={props.rows}>
          {(row, at) => (
            <div>
              <div class="flex gap-2">
                <input
                  type={props.type}
                  dir="ltr"
                  autocomplete="off"
                  class={`${INPUT} h-9 flex-1`}
                  aria-label={props.one}
                  aria-invalid={props.errorOf(at) ? true : undefined}
                  aria-describedby={props.errorOf(at) ? `${listId}-${at}` : undefined}
                  value={row().value}
                  onInput={(event) => change(at, { value: event.currentTarget.value })}
                />
                <input
                  type="text"
                  dir="auto"
                  list={listId}
                  maxlength={40}
                  class={`${INPUT} h-9 max-w-32`}
                  aria-label={t("customers.form.labelOf", props.one)}
                  placeholder={t("customers.form.label")}
                  value={row().label}
                  onInput={(event) => change(at, { label: event.currentTarget.value })}
                />
                <Show when={props.rows.length > 1}>
                  <IconButton
                    icon={Trash}
                    label={t("common.removeOne", props.one)}
                    class="mt-0.5"
                    onClick={() => props.onChange(props.rows.filter((_, index) => index !== at))}
                  />
                </Show>
              </div>
              <FieldNote id={`${listId}-${at}`} error={props.errorOf(at)} />
            </div>
          )}
        </Index>
      </div>
      <datalist id={listId}>
        {props.labels.map((label) => (
          <option value={label} />
        ))}
      </datalist>
      <Show when={props.rows.length < props.most}>
        <button
          type="button"
          class="mt-1.5 inline-flex items-center gap-1 rounded-md px-1 py-0.5 text-accent text-sm hover:underline"
          onClick={() => props.onChange([...props.rows, { value: "", label: "" }])}
        >
          <Plus size={14} />
          {t("customers.form.another", props.one)}
        </button>
      </Show>
    </fieldset>
  );
}
