import { createUniqueId, For } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { fieldText, fieldWord } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { type Choice, type Difference, isBlank } from "./differences.ts";

type FieldChoiceProps = {
  difference: Difference;
  kind: Customer["kind"];
  value: Choice;
  onChange: (choice: Choice) => void;
};

/** One field of both records: a radio group whose choices are the values themselves. */
export function FieldChoice(props: FieldChoiceProps) {
  const name = createUniqueId();
  const userName = useUserName();
  const text = (choice: Choice) => {
    if (choice === "both") return t(props.difference.field === "consents" ? "duplicates.strictest" : "duplicates.both");
    const value = props.difference[choice];
    return isBlank(value) ? t("common.blank") : fieldText(props.difference.field, value, userName);
  };
  return (
    <fieldset class="grid gap-x-4 gap-y-1.5 py-2.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <legend class="float-start text-ink-3 text-sm sm:contents">
        <span class="sm:pt-1.5">{fieldWord(props.difference.field, props.kind)}</span>
      </legend>
      <div class="grid gap-1.5 sm:grid-cols-2">
        <For each={props.difference.choices}>
          {(choice) => (
            <label
              class={`flex cursor-pointer items-start gap-2 rounded-lg border px-2.5 py-1.5 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent ${choice === "both" ? "sm:col-span-2" : ""}`}
            >
              <input
                type="radio"
                name={name}
                class="mt-1 shrink-0 accent-accent"
                checked={props.value === choice}
                onChange={() => props.onChange(choice)}
              />
              <span dir="auto" class="line-clamp-4 min-w-0 whitespace-pre-line break-words">
                {text(choice)}
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
