import { Show } from "solid-js";
import type { Draft } from "#web/platform/drafts.ts";
import { t } from "#web/platform/i18n.ts";
import { DateField } from "#web/ui/date-input.tsx";
import { dateExample } from "#web/ui/dates.ts";
import { SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { CustomForm } from "./custom-form.tsx";
import { type CustomerDraft, customAsked } from "./new-customer.ts";
import { isAsked } from "./parts.ts";
import { channelChoices } from "./words.ts";

/** The fields of the form that hold one text. */
export type TextName = { [K in keyof CustomerDraft]: CustomerDraft[K] extends string ? K : never }[keyof CustomerDraft];

type Typed = { currentTarget: { value: string } };
type Control = { label: string; value: string; error: string | undefined };

type MoreProps = {
  draft: Draft<CustomerDraft>;
  errors: Record<string, string>;
  text: (name: TextName, label: string) => Control & { onInput: (event: Typed) => void };
  select: (name: TextName, label: string) => Control & { onChange: (event: Typed) => void };
};

const SELDOM_KNOWN = ["source", "preferredChannel", "birthOn", "nationalId", "iban", "notes"];

/** What is seldom known on the first day, folded away; nothing where none of it is asked. */
export function MoreFields(props: MoreProps) {
  const isAny = () => SELDOM_KNOWN.some(isAsked) || customAsked().some(({ required }) => !required);
  return (
    <Show when={isAny()}>
      <details class="rounded-xl border px-4 py-2.5">
        <summary class="font-medium text-ink-2 text-sm">{t("customers.form.more")}</summary>
        <div class="mt-3 mb-1.5 grid gap-4 sm:grid-cols-2">
          <Show when={isAsked("source")}>
            <TextField {...props.text("source", t("customers.fields.source"))} dir="auto" />
          </Show>
          <Show when={isAsked("preferredChannel")}>
            <SelectField
              {...props.select("preferredChannel", t("customers.fields.preferredChannel"))}
              none={t("customers.unsaid")}
              choices={channelChoices()}
            />
          </Show>
          <Show when={isAsked("birthOn")}>
            <DateField
              label={t("customers.fields.birthOn")}
              text={props.draft.value.birthOn}
              error={props.errors.birthOn}
              placeholder={dateExample()}
              onText={(typed) => props.draft.set("birthOn", typed)}
            />
          </Show>
          <Show when={isAsked("nationalId")}>
            <TextField {...props.text("nationalId", t("customers.fields.nationalId"))} dir="ltr" inputmode="numeric" />
          </Show>
          <Show when={isAsked("iban")}>
            <TextField {...props.text("iban", t("customers.fields.iban"))} dir="ltr" class="sm:col-span-2" />
          </Show>
          <Show when={isAsked("notes")}>
            <TextArea {...props.text("notes", t("customers.fields.notes"))} class="sm:col-span-2" />
          </Show>
        </div>
        <div class="mt-4 mb-1.5">
          <CustomForm draft={props.draft} errors={props.errors} required={false} />
        </div>
      </details>
    </Show>
  );
}
