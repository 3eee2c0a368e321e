import { For, Show } from "solid-js";
import type { Draft } from "#web/platform/drafts.ts";
import { Field } from "#web/ui/field.tsx";
import { fieldHelp, fieldLabel } from "#web/workspace/fields/index.ts";
import { CustomerFieldInput } from "./custom-input.tsx";
import { type CustomerDraft, customAsked, draftIn } from "./new-customer.ts";

type FormProps = { draft: Draft<CustomerDraft>; errors: Record<string, string>; required: boolean };

/** The fields that the workspace has added, in the form for a new customer: the required ones, or the others. */
export function CustomForm(props: FormProps) {
  const fields = () => customAsked().filter(({ required }) => required === props.required);
  return (
    <Show when={fields().length > 0}>
      <div class="grid gap-4 sm:grid-cols-2">
        <For each={fields()}>
          {(field) => (
            <Field
              label={fieldLabel(field)}
              hint={fieldHelp(field)}
              error={props.errors[`custom.${field.key}`]}
              class={field.type === "longText" || field.type === "manyChoice" ? "sm:col-span-2" : ""}
            >
              {(wired) => (
                <CustomerFieldInput
                  field={field}
                  draft={draftIn(props.draft.value, field)}
                  id={wired.id}
                  invalid={wired["aria-invalid"]}
                  describedBy={wired["aria-describedby"]}
                  onChange={(draft) => props.draft.set("custom", field.key, { ...draft })}
                />
              )}
            </Field>
          )}
        </For>
      </div>
    </Show>
  );
}
