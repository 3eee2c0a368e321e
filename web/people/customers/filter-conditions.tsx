import Plus from "lucide-solid/icons/plus";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { RULE_LIMITS, type Rule } from "#core/platform/rules/rule.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { FilterChip } from "./filter-chip.tsx";
import { FilterEditor } from "./filter-editor.tsx";
import { type Filter, isLeaf, type Joint } from "./filter-rule.ts";

type ConditionsProps = {
  filter: Filter;
  onChange: (filter: Filter) => void;
  /** The first condition is being written: there is none to show yet. */
  begins: boolean;
  onLeave: () => void;
};

/** The conditions as chips, how they are joined, and the one that is being written. */
export function FilterConditions(props: ConditionsProps) {
  // The place of the condition that is edited; one past the end for a new one.
  const [at, setAt] = createSignal<number | null>(null);
  let add: HTMLButtonElement | undefined;
  const conditions = () => props.filter.conditions;
  const editing = () => at() ?? (props.begins ? conditions().length : null);
  const edited = () => {
    const condition = conditions()[editing() ?? -1];
    return condition && isLeaf(condition) ? condition : null;
  };
  // Now, and once more when the conditions have come back from the address, where the first shows the bar.
  let awaitsConditions = false;
  const giveFocusBack = () => {
    awaitsConditions = true;
    queueMicrotask(() => add?.isConnected && add.focus());
  };
  createEffect(
    on(
      conditions,
      () => {
        if (!awaitsConditions) return;
        giveFocusBack();
        awaitsConditions = false;
      },
      { defer: true },
    ),
  );
  const close = () => {
    setAt(null);
    props.onLeave();
    giveFocusBack();
  };
  const save = (condition: Rule) => {
    const place = editing() ?? conditions().length;
    const next = [...conditions()];
    next[Math.min(place, next.length)] = condition;
    props.onChange({ ...props.filter, conditions: next });
    close();
  };
  const remove = (place: number) => {
    setAt(null);
    props.onChange({ ...props.filter, conditions: conditions().filter((_, other) => other !== place) });
    giveFocusBack();
  };
  return (
    <div class="space-y-2.5">
      <div class="flex flex-wrap items-center gap-2">
        <Show when={conditions().length > 1}>
          <Segmented<Joint>
            label={t("filters.joint")}
            value={props.filter.joint}
            onChange={(joint) => props.onChange({ ...props.filter, joint })}
            choices={[
              { value: "all", label: t("filters.joints.all") },
              { value: "any", label: t("filters.joints.any") },
            ]}
          />
        </Show>
        <Show when={conditions().length > 0}>
          <ul class="contents">
            <For each={conditions()}>
              {(condition, place) => (
                <FilterChip
                  condition={condition}
                  editing={editing() === place()}
                  onEdit={() => setAt(editing() === place() ? null : place())}
                  onRemove={() => remove(place())}
                />
              )}
            </For>
          </ul>
        </Show>
        <Show when={editing() === null && conditions().length < RULE_LIMITS.leaves}>
          <Button ref={add} look="quiet" size="small" icon={Plus} onClick={() => setAt(conditions().length)}>
            {t("filters.add")}
          </Button>
        </Show>
      </div>
      <Show when={editing() !== null && { condition: edited() }} keyed>
        {(one) => <FilterEditor condition={one.condition} onSave={save} onCancel={close} />}
      </Show>
    </div>
  );
}
