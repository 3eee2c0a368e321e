import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { t } from "#web/platform/i18n.ts";
import { FieldNote } from "#web/ui/field.tsx";
import { InlineEdit } from "#web/ui/inline-edit.tsx";
import { Blank, InlineSelect, Line } from "#web/ui/inline-fields.tsx";
import {
  choicesOffered,
  customText,
  draftOf as fieldDraft,
  fieldHelp,
  fieldLabel,
  fieldsInUse,
  readDraft,
  useFields,
} from "#web/workspace/fields/index.ts";
import { fieldAccess, useMe } from "#web/workspace/users/index.ts";
import { CustomerFieldInput } from "./custom-input.tsx";
import { customerName } from "./customer-names.ts";
import { draftOf, saveChoice, saveCustomer } from "./save.ts";

type LinesProps = { customer: Customer; readOnly: boolean };

/** The fields that the workspace has added, edited where they stand; nothing where there are none. */
export function CustomLines(props: LinesProps) {
  useFields();
  const accessOf = (field: CustomField) => fieldAccess("customer", `custom.${field.key}`);
  return (
    <For each={fieldsInUse().filter((field) => accessOf(field) !== "hidden")}>
      {(field) => <CustomLine {...props} readOnly={props.readOnly || accessOf(field) === "readOnly"} field={field} />}
    </For>
  );
}

function CustomLine(props: LinesProps & { field: CustomField }) {
  const me = useMe();
  const label = () => fieldLabel(props.field);
  const value = () => props.customer.custom[props.field.key];
  const path = () => `custom.${props.field.key}`;
  const save = (next: unknown, how: typeof saveCustomer) =>
    how(props.customer.id, { custom: { [props.field.key]: next ?? null } }, label());
  const yesNo = () => (value() === undefined ? "" : value() ? "yes" : "no");
  return (
    <Line label={label()}>
      <Switch
        fallback={
          <InlineEdit
            label={label()}
            path={path()}
            part="value"
            {...(props.field.type === "longText" && { draft: draftOf(me.data?.actor.id, props.customer.id, path()) })}
            readOnly={props.readOnly}
            start={() => fieldDraft(props.field, value())}
            check={(draft) => {
              const read = readDraft(props.field, draft, value());
              return "problem" in read ? { value: read.problem } : null;
            }}
            onSave={(draft) => {
              const read = readDraft(props.field, draft, value());
              return "value" in read ? save(read.value, saveCustomer) : Promise.resolve();
            }}
            view={
              <Show when={value() !== undefined} fallback={<Blank>{props.readOnly ? "—" : undefined}</Blank>}>
                <Show
                  when={props.field.type === "longText"}
                  fallback={<bdi class="wrap-anywhere">{customText(props.field, value(), customerName)}</bdi>}
                >
                  <span dir="auto" class="block whitespace-pre-wrap break-words">
                    {String(value())}
                  </span>
                </Show>
              </Show>
            }
          >
            {(form) => (
              <>
                <CustomerFieldInput
                  field={props.field}
                  except={props.customer.id}
                  draft={form.draft}
                  invalid={form.errors().value !== undefined}
                  onChange={(draft) => form.set({ ...draft })}
                />
                <FieldNote error={form.errors().value} hint={fieldHelp(props.field)} />
              </>
            )}
          </InlineEdit>
        }
      >
        <Match when={props.field.type === "yesNo"}>
          <InlineSelect
            label={label()}
            value={yesNo()}
            none={t("fields.unsaid")}
            readOnly={props.readOnly}
            choices={[
              { value: "yes", label: t("fields.yes") },
              { value: "no", label: t("fields.no") },
            ]}
            onSave={(chosen) => save(chosen === "" ? null : chosen === "yes", saveChoice)}
          />
        </Match>
        <Match when={props.field.type === "choice"}>
          <InlineSelect
            label={label()}
            value={String(value() ?? "")}
            none={t("fields.unsaid")}
            readOnly={props.readOnly}
            choices={choicesOffered(props.field, [String(value() ?? "")])}
            onSave={(chosen) => save(chosen || null, saveChoice)}
          />
        </Match>
      </Switch>
      <Show when={props.field.type === "customer" && value()}>
        <A href={`/customers/${String(value())}`} class="block px-2 text-accent text-sm hover:underline">
          {t("fields.open", customerName(String(value())))}
        </A>
      </Show>
    </Line>
  );
}
