import CircleAlert from "lucide-solid/icons/circle-alert";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import { checkRule } from "#core/platform/rules/check-rule.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { t } from "#web/platform/i18n.ts";
import { fieldsAreKnown } from "#web/workspace/fields/index.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { capitalised, filterFields, sayFilter } from "./filter-fields.ts";
import { isLeaf } from "./filter-rule.ts";

type ChipProps = { condition: Rule; editing: boolean; onEdit: () => void; onRemove: () => void };

/** One condition in words. A press edits it, the cross takes it away; a broken or a grouped one can only go. */
export function FilterChip(props: ChipProps) {
  const userName = useUserName();
  const isBroken = () => fieldsAreKnown() && checkRule(props.condition, filterFields()).broken.length > 0;
  const said = () => capitalised(sayFilter(props.condition, userName));
  const mayEdit = () => isLeaf(props.condition) && !isBroken();
  return (
    <li
      class="inline-flex min-h-8 max-w-full items-center rounded-lg border text-sm"
      classList={{
        "border-danger bg-danger-soft text-danger": isBroken(),
        "border-accent bg-accent-soft": props.editing && !isBroken(),
        "bg-raised": !props.editing && !isBroken(),
      }}
    >
      <Show
        when={mayEdit()}
        fallback={
          <span
            class="flex min-w-0 items-center gap-1.5 ps-2.5"
            title={isBroken() ? t("filters.brokenCondition") : said()}
          >
            <Show when={isBroken()}>
              <CircleAlert size={14} class="shrink-0" />
              <span class="sr-only">{t("common.labelled", t("filters.brokenCondition"))}</span>
            </Show>
            <span class="truncate">{said()}</span>
          </span>
        }
      >
        <button
          type="button"
          class="min-h-8 min-w-0 truncate rounded-s-lg ps-2.5 pe-1 hover:text-accent"
          aria-label={t("filters.edit", said())}
          aria-expanded={props.editing}
          title={said()}
          onClick={() => props.onEdit()}
        >
          {said()}
        </button>
      </Show>
      <button
        type="button"
        aria-label={t("filters.remove", said())}
        class="grid size-8 shrink-0 place-items-center rounded-e-lg hover:text-danger"
        classList={{ "text-ink-3": !isBroken() }}
        onClick={() => props.onRemove()}
      >
        <X size={14} />
      </button>
    </li>
  );
}
