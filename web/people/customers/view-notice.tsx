import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import type { ViewProblems } from "#core/workspace/views/view-problems.ts";
import { t } from "#web/platform/i18n.ts";
import { showList } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { fieldWord, isolated } from "./field-words.ts";
import { fieldName } from "./filter-fields.ts";
import { isShown } from "./parts.ts";

/** What is broken of a view and how it is mended: never an empty list without a word. */
export function ViewNotice(props: { problems: ViewProblems; onMend: () => void }) {
  const named = (closed: boolean) => {
    const found = props.problems.filter
      .filter(({ reason }) => reason === "unknownField" || reason === "retiredField")
      .flatMap(({ field }) => (field && isShown(field) !== closed ? [isolated(fieldName(field))] : []));
    return showList([...new Set(found)]);
  };
  const said = () => [
    ...(named(true) ? [t("views.closedFields", named(true))] : []),
    ...(named(false) ? [t("views.brokenFields", named(false))] : []),
  ];
  return (
    <div role="alert" class="mx-5 mb-3 flex items-start gap-3 rounded-xl bg-warn-soft px-4 py-3 md:mx-8">
      <TriangleAlert size={18} class="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
      <div class="min-w-0 flex-1 space-y-0.5">
        <Show when={props.problems.filter.length > 0}>
          <p>{said().join(" ") || t("views.brokenCondition")}</p>
          <p class="text-ink-2 text-sm">{t("views.brokenHint")}</p>
        </Show>
        <Show when={props.problems.columns.length > 0}>
          <p>{t("views.brokenColumns", showList(props.problems.columns.map((id) => isolated(fieldWord(id)))))}</p>
        </Show>
        <Show when={props.problems.sort}>
          <p>{t("views.brokenSort")}</p>
        </Show>
      </div>
      <Button size="small" onClick={props.onMend}>
        {t("views.mend")}
      </Button>
    </div>
  );
}
