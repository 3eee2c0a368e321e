import { type JSX, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { type Choice, FieldNote, INPUT, Options } from "./field.tsx";
import { InlineEdit } from "./inline-edit.tsx";

/** A name at the start, its value beside it: one line of a record. */
export function Line(props: { label: string; children: JSX.Element; action?: JSX.Element }) {
  return (
    <div class="grid grid-cols-[7rem_minmax(0,1fr)] items-start gap-x-2 py-px">
      <span class="flex min-h-8 items-center gap-1 text-ink-3 text-sm">
        {props.label}
        {props.action}
      </span>
      <div class="min-w-0">{props.children}</div>
    </div>
  );
}

/** What stands where a value is missing. */
export function Blank(props: { children?: JSX.Element }) {
  return <span class="text-ink-3">{props.children ?? t("common.add")}</span>;
}

type InlineTextProps = {
  label: string;
  value: string;
  /** The value as it is shown, when that is not the text itself. */
  view?: JSX.Element;
  check?: (text: string) => string | null;
  onSave: (text: string) => Promise<unknown>;
  path?: string;
  hint?: string;
  readOnly?: boolean;
  multiline?: boolean;
  /** Under which name what is typed is kept until it is saved. */
  draft?: string;
  /** Latin things such as a bank account: left to right in both languages. */
  ltr?: boolean;
  inputMode?: "text" | "numeric" | "tel" | "email";
  class?: string;
};

export function InlineText(props: InlineTextProps) {
  return (
    <InlineEdit
      label={props.label}
      start={() => ({ text: props.value })}
      view={
        <Show when={props.value !== ""} fallback={<Blank>{props.readOnly ? "—" : undefined}</Blank>}>
          <Show when={props.multiline} fallback={<bdi class="wrap-anywhere">{props.view ?? props.value}</bdi>}>
            {/* A text of several lines is set as its own language is. */}
            <span dir="auto" class="block whitespace-pre-wrap break-words">
              {props.value}
            </span>
          </Show>
        </Show>
      }
      check={(draft) => {
        const wrong = props.check?.(draft.text.trim());
        return wrong ? { text: wrong } : null;
      }}
      onSave={(draft) => props.onSave(draft.text.trim())}
      path={props.path ?? ""}
      part="text"
      {...(props.draft && { draft: props.draft })}
      readOnly={props.readOnly ?? false}
      class={props.class ?? ""}
    >
      {(form) => {
        const error = () => form.errors().text;
        const shared = {
          "aria-label": props.label,
          get "aria-invalid"() {
            return error() ? (true as const) : undefined;
          },
        };
        return (
          <>
            <Show
              when={props.multiline}
              fallback={
                <input
                  {...shared}
                  type="text"
                  class={`${INPUT} h-8`}
                  dir={props.ltr ? "ltr" : "auto"}
                  inputmode={props.inputMode ?? "text"}
                  value={form.draft.text}
                  onInput={(event) => form.set("text", event.currentTarget.value)}
                />
              }
            >
              <textarea
                {...shared}
                class={`${INPUT} field-sizing-content block min-h-24 py-1.5`}
                dir="auto"
                value={form.draft.text}
                onInput={(event) => form.set("text", event.currentTarget.value)}
              />
            </Show>
            <FieldNote error={error()} hint={props.hint} />
          </>
        );
      }}
    </InlineEdit>
  );
}

type InlineSelectProps = {
  label: string;
  value: string;
  choices: readonly Choice[];
  none?: string;
  onSave: (value: string) => Promise<unknown>;
  readOnly?: boolean;
  class?: string;
};

/** A choice that is changed where it stands; it looks like text until it is pointed at. */
export function InlineSelect(props: InlineSelectProps) {
  const shown = () => props.choices.find((choice) => choice.value === props.value)?.label ?? props.none ?? "—";
  return (
    <Show when={!props.readOnly} fallback={<span class="block min-h-8 px-2 py-1">{shown()}</span>}>
      <select
        data-inline-edit
        aria-label={props.label}
        class={`h-8 max-w-full cursor-pointer appearance-none truncate rounded-lg bg-transparent px-2 transition-colors hover:bg-hover ${props.value === "" ? "text-ink-3" : ""} ${props.class ?? "w-full"}`}
        onChange={(event) => {
          const select = event.currentTarget;
          const before = props.value;
          props.onSave(select.value).catch(() => {
            select.value = before;
          });
        }}
      >
        <Options choices={props.choices} none={props.none} value={props.value} />
      </select>
    </Show>
  );
}
