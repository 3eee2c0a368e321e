import { createSignal, Show } from "solid-js";
import type { WaitingMail } from "#core/engagement/inbound/index.ts";
import type { Customer } from "#core/people/customers/index.ts";
import { CustomerPicker, customerName, isolated } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Field } from "#web/ui/field.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { addAddress, assign } from "./queries.ts";

/** Says whose mail it is; the address may be kept with the customer as well. */
export function AssignDialog(props: { mail: WaitingMail; onClose: () => void }) {
  const can = useCan();
  const [customerId, setCustomerId] = createSignal("");
  const [keepsAddress, setKeepsAddress] = createSignal(true);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const address = () => (props.mail.direction === "in" ? props.mail.from.address : "");
  const mayKeep = () => address() !== "" && can("customers.write");
  const save = async () => {
    const id = customerId() as Customer["id"];
    if (!id) return setProblem(t("incoming.chooseFirst"));
    setProblem(null);
    setBusy(true);
    try {
      await assign(props.mail.id, id);
      toastDone(t("incoming.assigned", isolated(customerName(id))));
      props.onClose();
      // The mail has found its place; that the address did not is no reason to say otherwise.
      if (mayKeep() && keepsAddress())
        addAddress(id, address()).catch((error) => toastFailed(`${t("incoming.notKept")} ${messageOf(error)}`));
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("incoming.assignTitle")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="assign-mail" look="primary" busy={busy()}>
            {t("incoming.assignSubmit")}
          </Button>
        </>
      }
    >
      <form
        id="assign-mail"
        class="min-h-56 space-y-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("incoming.customer")} error={problem() ?? undefined}>
          {(wired) => (
            <CustomerPicker
              id={wired.id}
              describedBy={wired["aria-describedby"]}
              invalid={wired["aria-invalid"]}
              label={t("incoming.customer")}
              value={customerId()}
              onPick={(id) => {
                setProblem(null);
                setCustomerId(id);
              }}
            />
          )}
        </Field>
        <Show when={mayKeep()}>
          <Toggle
            label={t("incoming.keepAddress", isolated(address()))}
            checked={keepsAddress()}
            onChange={setKeepsAddress}
          />
        </Show>
      </form>
    </Dialog>
  );
}
