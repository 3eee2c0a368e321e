import X from "lucide-solid/icons/x";
import { createUniqueId, For, Match, Show, Switch } from "solid-js";
import { monthName } from "#core/platform/date-format.ts";
import { SPAN_UNITS, type Span } from "#core/platform/rules/rule.ts";
import { t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { IconButton } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-input.tsx";
import { dateExample } from "#web/ui/dates.ts";
import { Field, FieldNote, SelectField, TextField } from "#web/ui/field.tsx";
import { TagInput } from "#web/ui/tag-input.tsx";
import { useUsers } from "#web/workspace/users/index.ts";
import { customerName } from "./customer-names.ts";
import { CustomerPicker } from "./customer-picker.tsx";
import { customFieldOf } from "./field-words.ts";
import type { ConditionDraft } from "./filter-draft.ts";
import { choicesOf, valueKindOf } from "./filter-fields.ts";

type ValueProps = {
  draft: ConditionDraft;
  onChange: (part: Partial<ConditionDraft>) => void;
  problem: string | undefined;
};

const PAIR = "grid grid-cols-2 gap-3";

/** What a condition is told, in the control that fits: words, choices, a number, dates, a span, a day of the year. */
export function FilterValue(props: ValueProps) {
  const users = useUsers();
  const kind = () => valueKindOf(props.draft.field, props.draft.is);
  const is = (...kinds: ReturnType<typeof kind>[]) => kinds.includes(kind());
  const choices = () => choicesOf(props.draft.field, users.data ?? []);
  const text = (label: string) => (
    <TextField
      label={label}
      dir="auto"
      autocomplete="off"
      maxlength={200}
      inputmode={is("text") ? "text" : customFieldOf(props.draft.field) ? "decimal" : "numeric"}
      error={props.problem}
      value={props.draft.text}
      onInput={(event) => props.onChange({ text: event.currentTarget.value })}
    />
  );
  const end = (name: "from" | "to") => (
    <Show
      when={is("betweenDates")}
      fallback={
        <TextField
          label={t(`filters.${name}`)}
          inputmode="numeric"
          autocomplete="off"
          error={name === "from" ? props.problem : undefined}
          value={props.draft[name]}
          onInput={(event) => props.onChange({ [name]: event.currentTarget.value })}
        />
      }
    >
      <DateField
        label={t(`filters.${name}`)}
        placeholder={dateExample()}
        error={name === "from" ? props.problem : undefined}
        text={props.draft[name]}
        onText={(typed) => props.onChange({ [name]: typed })}
      />
    </Show>
  );
  const months = () => (
    <SelectField
      label={t("filters.month")}
      value={props.draft.month}
      choices={Array.from({ length: 12 }, (_, at) => ({
        value: String(at + 1),
        label: monthName(at + 1, props.draft.calendar, locale()),
      }))}
      onChange={(event) => props.onChange({ month: event.currentTarget.value })}
    />
  );
  return (
    <Switch>
      <Match when={is("text", "number")}>{text(t("filters.value"))}</Match>
      <Match when={is("texts") && choices()}>{(offered) => <Choices {...props} choices={offered()} />}</Match>
      <Match when={is("texts") && customFieldOf(props.draft.field)?.type === "customer"}>
        <LinkedCustomers {...props} />
      </Match>
      <Match when={is("texts")}>
        <Field label={t("filters.value")} error={props.problem} hint={t("filters.valuesHint")}>
          {(wired) => (
            <TagInput
              id={wired.id}
              label={t("filters.value")}
              tags={props.draft.texts}
              onChange={(texts) => props.onChange({ texts })}
            />
          )}
        </Field>
      </Match>
      <Match when={is("date")}>
        <DateField
          label={t("filters.value")}
          placeholder={dateExample()}
          error={props.problem}
          text={props.draft.text}
          onText={(typed) => props.onChange({ text: typed })}
        />
      </Match>
      <Match when={is("betweenNumbers", "betweenDates")}>
        <div class={is("betweenDates") ? "grid gap-3 sm:grid-cols-2" : PAIR}>
          {end("from")}
          {end("to")}
        </div>
      </Match>
      <Match when={is("span", "pastSpan", "yearlySpan")}>
        <div class={PAIR}>
          {text(t("filters.spanCount"))}
          <SelectField
            label={t("filters.unit")}
            value={props.draft.unit}
            choices={SPAN_UNITS.map((unit) => ({ value: unit, label: t(`filters.units.${unit}`) }))}
            onChange={(event) => props.onChange({ unit: event.currentTarget.value as Span["unit"] })}
          />
        </div>
      </Match>
      <Match when={is("monthDay")}>
        <div class={PAIR}>
          {text(t("filters.day"))}
          {months()}
        </div>
      </Match>
      <Match when={is("month")}>{months()}</Match>
    </Switch>
  );
}

function LinkedCustomers(props: ValueProps) {
  return (
    <Field label={t("filters.value")} error={props.problem}>
      {(wired) => (
        <>
          <CustomerPicker
            {...wired}
            label={t("filters.value")}
            value=""
            onPick={(id) => id && props.onChange({ texts: [...new Set([...props.draft.texts, id])] })}
          />
          <ul class="mt-1.5 flex flex-wrap gap-1.5">
            <For each={props.draft.texts}>
              {(id) => (
                <li class="inline-flex items-center rounded-md bg-sunk ps-2 text-sm">
                  <bdi>{customerName(id)}</bdi>
                  <IconButton
                    icon={X}
                    size={13}
                    class="size-6"
                    label={t("common.removeOne", customerName(id))}
                    onClick={() => props.onChange({ texts: props.draft.texts.filter((one) => one !== id) })}
                  />
                </li>
              )}
            </For>
          </ul>
        </>
      )}
    </Field>
  );
}

function Choices(props: ValueProps & { choices: { value: string; label: string }[] }) {
  const noteId = createUniqueId();
  const toggle = (value: string, on: boolean) => {
    const others = props.draft.texts.filter((one) => one !== value);
    props.onChange({ texts: on ? [...others, value] : others });
  };
  return (
    <fieldset aria-describedby={props.problem ? noteId : undefined}>
      <legend class="mb-1 font-medium text-ink-2 text-sm">{t("filters.value")}</legend>
      <div class="flex flex-wrap gap-1.5">
        <For each={props.choices}>
          {(choice) => (
            <label class="relative inline-flex min-h-8 cursor-pointer select-none items-center rounded-lg border border-field-line bg-raised px-2.5 text-sm outline-accent outline-offset-1 hover:border-ink-3 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2">
              <input
                type="checkbox"
                class="absolute inset-0 cursor-pointer opacity-0"
                checked={props.draft.texts.includes(choice.value)}
                onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
              />
              <bdi>{choice.label}</bdi>
            </label>
          )}
        </For>
      </div>
      <FieldNote id={noteId} error={props.problem} />
    </fieldset>
  );
}
