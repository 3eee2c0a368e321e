import type { Customer } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Dialog } from "#web/ui/dialog.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { LogForm } from "./log-form.tsx";

/** Logs an interaction from wherever one is; what is typed is the draft that the customer's own page has. */
export function LogDialog(props: { customerId: Customer["id"]; name: string; onClose: () => void }) {
  const me = useMe();
  return (
    <Dialog open wide title={t("today.logWith", props.name)} onClose={props.onClose}>
      <LogForm
        customerId={props.customerId}
        draftName={`${me.data?.actor.id}.interaction.${props.customerId}`}
        onDone={props.onClose}
      />
    </Dialog>
  );
}
