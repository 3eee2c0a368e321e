import { type JSX, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { parseIban } from "#core/platform/iban.ts";
import { parseNationalId } from "#core/platform/national-id.ts";
import { t } from "#web/platform/i18n.ts";
import { showDate, showDigits, showInstant } from "#web/platform/show.ts";
import { InlineDate } from "#web/ui/inline-date.tsx";
import { InlineText, Line } from "#web/ui/inline-fields.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { AddressList } from "./address-list.tsx";
import { ConsentLines } from "./consent-lines.tsx";
import { EmailList, PhoneList } from "./contact-lists.tsx";
import { CustomLines } from "./custom-lines.tsx";
import { OccasionList } from "./occasion-list.tsx";
import { useParts } from "./parts.ts";
import { draftOf, type Edit, saveCustomer } from "./save.ts";

type TextField = "givenName" | "familyName" | "code" | "nationalId" | "iban" | "source" | "notes";

/** Everything the record holds, edited where it stands. */
export function CustomerDetails(props: { customer: Customer; relations: JSX.Element }) {
  const me = useMe();
  const customer = () => props.customer;
  const { isReadOnly, isShown, isLocked } = useParts(customer);
  const text = (name: TextField) => ({
    label: t(`customers.fields.${name}`),
    value: customer()[name] ?? "",
    path: name,
    readOnly: isLocked(name),
    onSave: (value: string) =>
      saveCustomer(customer().id, { [name]: value === "" ? null : value } as Edit, t(`customers.fields.${name}`)),
  });
  const line = (name: TextField, more: object = {}) => (
    <Show when={isShown(name)}>
      <Line label={t(`customers.fields.${name}`)}>
        <InlineText {...text(name)} {...more} />
      </Line>
    </Show>
  );

  const birthWord = () => t(`customers.fields.${customer().kind === "person" ? "birthOn" : "foundedOn"}`);

  return (
    <div class="space-y-6">
      <Section title={t("customers.sections.contact")}>
        <Show when={isShown("phones")}>
          <PhoneList customer={customer()} readOnly={isLocked("phones")} />
        </Show>
        <Show when={isShown("emails")}>
          <EmailList customer={customer()} readOnly={isLocked("emails")} />
        </Show>
        <Show when={isShown("addresses")}>
          <AddressList customer={customer()} readOnly={isLocked("addresses")} />
        </Show>
      </Section>
      {props.relations}
      <Section title={t("customers.sections.about")}>
        <Show when={customer().kind === "person"}>
          {line("givenName")}
          {line("familyName")}
        </Show>
        <Show when={isShown("birthOn")}>
          <Line label={birthWord()}>
            <InlineDate
              label={birthWord()}
              value={customer().birthOn ?? ""}
              path="birthOn"
              readOnly={isLocked("birthOn")}
              onSave={(on) => saveCustomer(customer().id, { birthOn: on || null }, birthWord())}
            />
          </Line>
        </Show>
        <Show when={isShown("occasions")}>
          <OccasionList customer={customer()} readOnly={isLocked("occasions")} />
        </Show>
        {line("nationalId", {
          ltr: true,
          inputMode: "numeric",
          view: showDigits(customer().nationalId ?? ""),
          check: (value: string) =>
            value && customer().kind === "person" && !parseNationalId(value)
              ? t("customers.form.nationalIdProblem")
              : null,
        })}
        {line("iban", {
          ltr: true,
          view: <span class="ltr-text break-all">{customer().iban?.replace(/(.{4})(?=.)/g, "$1 ")}</span>,
          check: (value: string) => (value && !parseIban(value) ? t("customers.form.ibanProblem") : null),
        })}
        {line("source")}
        {line("code", { ltr: true })}
        <CustomLines customer={customer()} readOnly={isReadOnly()} />
      </Section>
      <Show when={isShown("consents")}>
        <Section title={t("customers.sections.consents")}>
          <ConsentLines customer={customer()} readOnly={isLocked("consents")} />
        </Section>
      </Show>
      <Show when={isShown("notes")}>
        <Section title={t("customers.fields.notes")}>
          <InlineText {...text("notes")} multiline draft={draftOf(me.data?.actor.id, customer().id, "notes")} />
        </Section>
      </Show>
      <p class="px-2 text-ink-3 text-xs">
        {t("customers.recordDates", showDate(customer().createdAt.slice(0, 10)), showInstant(customer().updatedAt))}
      </p>
    </div>
  );
}

export function Section(props: { title: string; children: JSX.Element; action?: JSX.Element }) {
  return (
    <section aria-label={props.title}>
      <div class="mb-1 flex min-h-8 items-center justify-between gap-2">
        <h2 class="font-semibold text-ink text-sm">{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
