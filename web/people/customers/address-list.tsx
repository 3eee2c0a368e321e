import { For } from "solid-js";
import { type Customer, LIMITS } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { FieldNote, INPUT } from "#web/ui/field.tsx";
import { InlineList } from "#web/ui/inline-list.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { LabelNote } from "./contact-lists.tsx";
import { addressText } from "./field-words.ts";
import { draftOf, saveCustomer } from "./save.ts";

const PARTS = ["street", "city", "region", "country", "postalCode", "label"] as const;
type Draft = Record<(typeof PARTS)[number], string>;

export function AddressList(props: { customer: Customer; readOnly: boolean }) {
  const me = useMe();
  const label = () => t("customers.fields.addresses");
  return (
    <InlineList
      label={label()}
      one={t("customers.form.address")}
      path="addresses"
      draft={draftOf(me.data?.actor.id, props.customer.id, "addresses")}
      most={LIMITS.addresses}
      items={props.customer.addresses}
      readOnly={props.readOnly}
      view={(address) => (
        <>
          <bdi>{addressText(address)}</bdi>
          <LabelNote label={address.label} />
        </>
      )}
      start={(address) => Object.fromEntries(PARTS.map((part) => [part, address?.[part] ?? ""])) as Draft}
      isBlank={(draft) => PARTS.every((part) => part === "label" || draft[part].trim() === "")}
      check={() => null}
      finish={(draft) =>
        Object.fromEntries(PARTS.map((part) => [part, draft[part].trim()]).filter(([, value]) => value !== ""))
      }
      onSave={(addresses) => saveCustomer(props.customer.id, { addresses }, label())}
    >
      {(form) => (
        <div class="grid grid-cols-2 gap-1.5">
          <For each={PARTS}>
            {(part) => (
              <div class={part === "street" ? "col-span-2" : ""}>
                <input
                  type="text"
                  dir={part === "postalCode" ? "ltr" : "auto"}
                  autocomplete="off"
                  placeholder={t(`customers.address.${part}`)}
                  aria-label={t(`customers.address.${part}`)}
                  aria-invalid={form.errors()[part] ? true : undefined}
                  class={`${INPUT} h-8`}
                  value={form.draft[part]}
                  onInput={(event) => form.set(part, event.currentTarget.value as never)}
                />
                <FieldNote error={form.errors()[part]} />
              </div>
            )}
          </For>
        </div>
      )}
    </InlineList>
  );
}
