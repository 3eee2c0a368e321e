import { Show } from "solid-js";
import { type Customer, LIMITS } from "#core/people/customers/index.ts";
import { foldEmail } from "#core/platform/email.ts";
import { parsePhone } from "#core/platform/phone.ts";
import { t } from "#web/platform/i18n.ts";
import { showPhone } from "#web/platform/phones.ts";
import { showDigits } from "#web/platform/show.ts";
import { FieldNote, INPUT } from "#web/ui/field.tsx";
import type { InlineForm } from "#web/ui/inline-edit.tsx";
import { InlineList } from "#web/ui/inline-list.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { type Edit, saveCustomer } from "./save.ts";

type ListProps = { customer: Customer; readOnly: boolean };
type Row = { value: string; label: string };

/** Below a value: what it is for. */
export function LabelNote(props: { label: string | undefined }) {
  return <Show when={props.label}>{(label) => <span class="ms-2 text-ink-3 text-sm">{label()}</span>}</Show>;
}

export function PhoneList(props: ListProps) {
  const me = useMe();
  const region = () => me.data?.workspace.region ?? "IR";
  const save = (phones: NonNullable<Edit["phones"]>) =>
    saveCustomer(props.customer.id, { phones }, t("customers.fields.phones"));
  return (
    <InlineList
      label={t("customers.fields.phones")}
      one={t("customers.form.phone")}
      path="phones"
      most={LIMITS.phones}
      items={props.customer.phones}
      readOnly={props.readOnly}
      view={(phone) => (
        <>
          <span class="ltr-text">{showPhone(phone.number)}</span>
          <Show when={phone.extension}>
            {(extension) => <span class="ms-1.5">{t("customers.extension", showDigits(extension()))}</span>}
          </Show>
          <LabelNote label={phone.label} />
        </>
      )}
      start={(phone): Row => ({ value: phone ? showPhone(phone.number) : "", label: phone?.label ?? "" })}
      isBlank={(row) => row.value.trim() === ""}
      check={(row) => (parsePhone(row.value, region()) ? null : { value: t("customers.form.phoneProblem") })}
      finish={(row, phone) => {
        const label = row.label.trim() ? { label: row.label.trim() } : {};
        // Untouched digits keep the number as it was first typed.
        if (phone && showPhone(phone.number) === row.value) return { ...withoutLabel(phone), ...label };
        return { number: row.value.trim(), ...label } as Customer["phones"][number];
      }}
      onSave={save}
    >
      {(form) => <ValueAndLabel form={form} one={t("customers.form.phone")} type="tel" />}
    </InlineList>
  );
}

function withoutLabel<T extends { label?: string }>({ label: _, ...rest }: T): Omit<T, "label"> {
  return rest;
}

export function EmailList(props: ListProps) {
  return (
    <InlineList
      label={t("customers.fields.emails")}
      one={t("customers.form.email")}
      path="emails"
      most={LIMITS.emails}
      items={props.customer.emails}
      readOnly={props.readOnly}
      view={(email) => (
        <>
          <span class="ltr-text wrap-anywhere">{email.address}</span>
          <LabelNote label={email.label} />
        </>
      )}
      start={(email): Row => ({ value: email?.address ?? "", label: email?.label ?? "" })}
      isBlank={(row) => row.value.trim() === ""}
      check={(row) => (foldEmail(row.value) ? null : { value: t("customers.form.emailProblem") })}
      finish={(row) => ({ address: row.value.trim(), ...(row.label.trim() && { label: row.label.trim() }) })}
      onSave={(emails) => saveCustomer(props.customer.id, { emails }, t("customers.fields.emails"))}
    >
      {(form) => <ValueAndLabel form={form} one={t("customers.form.email")} type="email" />}
    </InlineList>
  );
}

function ValueAndLabel(props: { form: InlineForm<Row>; one: string; type: "tel" | "email" }) {
  const error = () => {
    const { value, number, address } = props.form.errors();
    return value ?? number ?? address;
  };
  return (
    <>
      <div class="flex gap-1.5">
        <input
          type={props.type}
          dir="ltr"
          autocomplete="off"
          aria-label={props.one}
          aria-invalid={error() ? true : undefined}
          class={`${INPUT} h-8 flex-1`}
          value={props.form.draft.value}
          onInput={(event) => props.form.set("value", event.currentTarget.value)}
        />
        <input
          type="text"
          dir="auto"
          maxlength={40}
          aria-label={t("customers.form.labelOf", props.one)}
          placeholder={t("customers.form.label")}
          class={`${INPUT} h-8 max-w-24`}
          value={props.form.draft.label}
          onInput={(event) => props.form.set("label", event.currentTarget.value)}
        />
      </div>
      <FieldNote error={error()} />
    </>
  );
}
