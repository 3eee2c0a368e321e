import { For, Match, Switch } from "solid-js";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { t } from "#web/platform/i18n.ts";
import { DateInput } from "#web/ui/date-input.tsx";
import { dateExample } from "#web/ui/dates.ts";
import { INPUT, Options } from "#web/ui/field.tsx";
import type { CustomDraft } from "./draft.ts";
import { choicesOffered, currencyWord, fieldLabel } from "./words.ts";

type CustomInputProps = {
  field: CustomField;
  draft: CustomDraft;
  onChange: (draft: CustomDraft) => void;
  id?: string;
  invalid?: boolean | undefined;
  describedBy?: string | undefined;
};

/** The control that fits the type of a custom field, but for links, which the room of the linked record shows. */
export function CustomInput(props: CustomInputProps) {
  const is = (...types: CustomField["type"][]) => types.includes(props.field.type);
  const set = (text: string) => props.onChange({ ...props.draft, text });
  const wired = {
    get id() {
      return props.id;
    },
    get "aria-label"() {
      return props.id ? undefined : fieldLabel(props.field);
    },
    get "aria-invalid"() {
      return props.invalid || undefined;
    },
    get "aria-describedby"() {
      return props.describedBy;
    },
    get "aria-required"() {
      return props.field.required || undefined;
    },
  };
  return (
    <Switch
      fallback={
        <input
          {...wired}
          type="text"
          dir="auto"
          autocomplete="off"
          maxlength={500}
          class={`${INPUT} h-9`}
          value={props.draft.text}
          onInput={(event) => set(event.currentTarget.value)}
        />
      }
    >
      <Match when={is("longText")}>
        <textarea
          {...wired}
          dir="auto"
          rows={3}
          maxlength={10_000}
          class={`${INPUT} field-sizing-content block min-h-20 py-2`}
          value={props.draft.text}
          onInput={(event) => set(event.currentTarget.value)}
        />
      </Match>
      <Match when={is("number", "money")}>
        <span class="relative block">
          <input
            {...wired}
            type="text"
            inputmode="decimal"
            autocomplete="off"
            class={`${INPUT} h-9 tabular-nums ${is("money") ? "pe-16" : ""}`}
            value={props.draft.text}
            onInput={(event) => set(event.currentTarget.value)}
          />
          {is("money") && (
            <span class="pointer-events-none absolute inset-y-0 end-3 flex items-center text-ink-3 text-sm">
              {currencyWord(props.field.currency ?? "")}
            </span>
          )}
        </span>
      </Match>
      <Match when={is("date")}>
        <DateInput
          tall
          {...(props.id ? { id: props.id } : {})}
          label={fieldLabel(props.field)}
          text={props.draft.text}
          placeholder={dateExample()}
          invalid={props.invalid}
          describedBy={props.describedBy}
          onText={set}
        />
      </Match>
      <Match when={is("yesNo")}>
        <select {...wired} class={`${INPUT} h-9 pe-2`} onChange={(event) => set(event.currentTarget.value)}>
          <Options
            none={t("fields.unsaid")}
            value={props.draft.text}
            choices={[
              { value: "yes", label: t("fields.yes") },
              { value: "no", label: t("fields.no") },
            ]}
          />
        </select>
      </Match>
      <Match when={is("choice")}>
        <select {...wired} class={`${INPUT} h-9 pe-2`} onChange={(event) => set(event.currentTarget.value)}>
          <Options
            none={t("fields.unsaid")}
            value={props.draft.text}
            choices={choicesOffered(props.field, [props.draft.text])}
          />
        </select>
      </Match>
      <Match when={is("manyChoice")}>
        <Choices {...props} />
      </Match>
    </Switch>
  );
}

function Choices(props: CustomInputProps) {
  const toggle = (value: string, on: boolean) => {
    const others = props.draft.chosen.filter((one) => one !== value);
    props.onChange({ ...props.draft, chosen: on ? [...others, value] : others });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would stand inside one of a line that is edited in place
    <div
      role="group"
      id={props.id}
      aria-label={fieldLabel(props.field)}
      aria-describedby={props.describedBy}
      class="flex max-h-52 flex-wrap gap-1.5 overflow-y-auto py-0.5"
    >
      <For each={choicesOffered(props.field, props.draft.chosen)}>
        {(choice) => (
          <label class="relative inline-flex min-h-8 cursor-pointer select-none items-center rounded-lg border border-field-line bg-raised px-2.5 text-sm outline-accent outline-offset-1 hover:border-ink-3 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2">
            <input
              type="checkbox"
              class="absolute inset-0 cursor-pointer opacity-0"
              checked={props.draft.chosen.includes(choice.value)}
              onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
            />
            <bdi>{choice.label}</bdi>
          </label>
        )}
      </For>
    </div>
  );
}
