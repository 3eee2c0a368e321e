import { createSignal, Show } from "solid-js";
import type { Invitation } from "#core/workspace/invitations/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { withdraw } from "./queries.ts";

/** A link that was withdrawn cannot be given back, so it is asked first. */
export function WithdrawDialog(props: { invitation: Invitation | null; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const act = async (invitation: Invitation) => {
    setBusy(true);
    try {
      await withdraw(invitation);
      toastDone(t("invitations.wasWithdrawn", `\u2066${invitation.email}\u2069`));
      props.onClose();
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Show when={props.invitation}>
      {(invitation) => (
        <Dialog
          open
          title={t("invitations.withdrawTitle", `\u2066${invitation().email}\u2069`)}
          onClose={props.onClose}
          footer={
            <>
              <Button look="quiet" onClick={props.onClose}>
                {t("common.cancel")}
              </Button>
              <Button look="danger" busy={busy()} onClick={() => void act(invitation())}>
                {t("invitations.withdraw")}
              </Button>
            </>
          }
        >
          <p class="text-ink-2">{t("invitations.withdrawText")}</p>
        </Dialog>
      )}
    </Show>
  );
}
