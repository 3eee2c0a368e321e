import { Show } from "solid-js";
import type { Invitation } from "#core/workspace/invitations/index.ts";
import { t } from "#web/platform/i18n.ts";
import { SureDialog } from "#web/ui/sure-dialog.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { withdraw } from "./queries.ts";

/** A link that was withdrawn cannot be given back, so it is asked first. */
export function WithdrawDialog(props: { invitation: Invitation | null; onClose: () => void }) {
  return (
    <Show when={props.invitation}>
      {(invitation) => (
        <SureDialog
          title={t("invitations.withdrawTitle", `\u2066${invitation().email}\u2069`)}
          text={t("invitations.withdrawText")}
          label={t("invitations.withdraw")}
          look="danger"
          act={async () => {
            const one = invitation();
            await withdraw(one);
            toastDone(t("invitations.wasWithdrawn", `\u2066${one.email}\u2069`));
            props.onClose();
          }}
          onClose={props.onClose}
        />
      )}
    </Show>
  );
}
