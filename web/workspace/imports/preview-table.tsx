import { For, Index } from "solid-js";
import type { ImportPreview } from "#core/workspace/imports/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { INPUT, Options } from "#web/ui/field.tsx";

type PreviewProps = {
  preview: ImportPreview;
  fields: readonly string[];
  fieldWord: (field: string) => string;
  onField: (column: number, field: string | null) => void;
  stale: boolean;
};

const OUTCOME_LOOKS = {
  add: "bg-accent-soft text-accent-strong",
  merge: "bg-accent-soft text-accent-strong",
  skip: "bg-sunk text-ink-2",
  refuse: "bg-danger-soft text-danger",
} as const;

const reasonWord = (code: string) => findWord(`errors.codes.${code}`) ?? code;

/** The first rows of the file; over each column what it is taken for, before each row what will become of it. */
export function PreviewTable(props: PreviewProps) {
  const choices = () => props.fields.map((field) => ({ value: field, label: props.fieldWord(field) }));
  return (
    <section aria-label={t("imports.preview")} tabindex="0" class="overflow-x-auto rounded-xl border bg-surface">
      <table class={`w-full border-collapse text-sm transition-opacity ${props.stale ? "opacity-60" : ""}`}>
        <thead>
          <tr class="border-b bg-sunk align-bottom">
            <th scope="col" class="px-3 py-2 text-start font-medium text-ink-3">
              {t("imports.line")}
            </th>
            <th scope="col" class="min-w-40 px-3 py-2 text-start font-medium text-ink-3">
              {t("imports.outcome")}
            </th>
            <Index each={props.preview.columns}>
              {(column, at) => (
                <th scope="col" class="min-w-40 px-3 py-2 text-start font-medium">
                  <span class="block max-w-52 truncate pb-1 text-ink-2" title={column().heading}>
                    <bdi>{column().heading || t("imports.unnamed", showNumber(at + 1))}</bdi>
                  </span>
                  <select
                    class={`${INPUT} h-8 px-2 font-normal text-sm ${column().field === null ? "text-ink-3" : ""}`}
                    aria-label={t("imports.fieldOf", column().heading || showNumber(at + 1))}
                    onChange={(event) => props.onField(at, event.currentTarget.value || null)}
                  >
                    <Options choices={choices()} none={t("imports.leaveOut")} value={column().field ?? ""} />
                  </select>
                </th>
              )}
            </Index>
          </tr>
        </thead>
        <tbody class="divide-y">
          <For each={props.preview.rows}>
            {(row) => (
              <tr class="align-top">
                <td class="px-3 py-2 text-ink-3">{showNumber(row.line)}</td>
                <td class="px-3 py-2">
                  <span class={`inline-block rounded-md px-2 py-px font-medium ${OUTCOME_LOOKS[row.outcome]}`}>
                    {t(`imports.outcomes.${row.outcome}`)}
                  </span>
                  <For each={row.reasons}>{(code) => <p class="mt-1 text-ink-2 text-xs">{reasonWord(code)}</p>}</For>
                </td>
                <For each={row.values}>
                  {(value, at) => (
                    <td class={`px-3 py-2 ${props.preview.columns[at()]?.field === null ? "text-ink-3" : ""}`}>
                      <span class="line-clamp-2 max-w-64 break-words">
                        <bdi>{value}</bdi>
                      </span>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
