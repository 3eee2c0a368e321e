import { createSignal, Show, useContext } from "solid-js";
import { createStore } from "solid-js/store";
import type { Operator } from "#core/platform/rules/operators.ts";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/field.tsx";
import { AllFields } from "./all-fields.ts";
import { aboutField, type ConditionDraft, conditionOf, draftOf } from "./filter-draft.ts";
import { fieldName, offeredFields, operatorName, operatorsOf, valueKindOf } from "./filter-fields.ts";
import { FilterValue } from "./filter-value.tsx";

type EditorProps = { condition: Leaf | null; onSave: (condition: Leaf) => void; onCancel: () => void };

/** One condition: about what, how, and the value. */
export function FilterEditor(props: EditorProps) {
  const everything = useContext(AllFields);
  const [draft, setDraft] = createStore<ConditionDraft>(draftOf(props.condition));
  const [problem, setProblem] = createSignal<string | undefined>();
  const change = (part: Partial<ConditionDraft>) => {
    setProblem(undefined);
    setDraft(part);
  };
  const save = () => {
    const said = conditionOf(draft);
    if ("leaf" in said) props.onSave(said.leaf);
    else setProblem(t(`filters.problems.${said.missing}`));
  };
  return (
    <form
      aria-label={t("filters.editor")}
      noValidate
      class="appear rounded-xl border bg-surface p-3.5 shadow-raised"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // In the sheet of a phone, Escape leaves the condition first.
        event.preventDefault();
        event.stopPropagation();
        props.onCancel();
      }}
    >
      <div class="flex flex-wrap items-start gap-3">
        <SelectField
          label={t("filters.field")}
          class="w-48 max-md:w-full"
          autofocus
          ref={(element: HTMLSelectElement) => queueMicrotask(() => element.focus())}
          value={draft.field}
          choices={offeredFields(everything).map(({ name }) => ({ value: name, label: fieldName(name) }))}
          onChange={(event) => change(aboutField({ ...draft }, event.currentTarget.value))}
        />
        <SelectField
          label={t("filters.operator")}
          class="w-52 max-md:w-full"
          value={draft.is}
          choices={operatorsOf(draft.field).map((is) => ({ value: is, label: operatorName(is) }))}
          onChange={(event) => change({ is: event.currentTarget.value as Operator })}
        />
        <Show when={valueKindOf(draft.field, draft.is) !== "none"}>
          <div class="min-w-0 flex-1 basis-72">
            <FilterValue draft={draft} onChange={change} problem={problem()} />
          </div>
        </Show>
      </div>
      <div class="mt-3 flex justify-end gap-2">
        <Button look="quiet" size="small" onClick={() => props.onCancel()}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" look="primary" size="small">
          {t("filters.save")}
        </Button>
      </div>
    </form>
  );
}
