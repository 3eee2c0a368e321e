import { Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { showDate } from "#web/platform/show.ts";
import { DateInput } from "./date-input.tsx";
import { dateExample, dateProblem, readDate } from "./dates.ts";
import { FieldNote } from "./field.tsx";
import { InlineEdit } from "./inline-edit.tsx";
import { Blank } from "./inline-fields.tsx";

type InlineDateProps = {
  label: string;
  /** ISO, or empty. */
  value: string;
  onSave: (on: string) => Promise<unknown>;
  path?: string;
  readOnly?: boolean;
};

/** A day, shown and typed in the calendar of the language, kept as ISO. */
export function InlineDate(props: InlineDateProps) {
  return (
    <InlineEdit
      label={props.label}
      path={props.path ?? ""}
      part="text"
      readOnly={props.readOnly ?? false}
      start={() => ({ text: props.value && showDate(props.value, "short") })}
      check={(draft) => {
        const wrong = dateProblem(draft.text);
        return wrong ? { text: wrong } : null;
      }}
      onSave={(draft) => {
        const read = readDate(draft.text);
        return props.onSave("on" in read ? read.on : "");
      }}
      view={
        <Show when={props.value} fallback={<Blank>{props.readOnly ? "—" : undefined}</Blank>}>
          {showDate(props.value)}
        </Show>
      }
    >
      {(form) => (
        <>
          <DateInput
            label={props.label}
            text={form.draft.text}
            invalid={form.errors().text !== undefined}
            onText={(text) => form.set("text", text)}
          />
          <FieldNote error={form.errors().text} hint={t("dates.hint", dateExample())} />
        </>
      )}
    </InlineEdit>
  );
}
