import { createSignal, Show } from "solid-js";
import type { Interaction } from "#core/engagement/interactions/index.ts";
import { currentOf, isConflict, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { rememberInteraction, withdraw } from "./queries.ts";

/** Takes an interaction back, with the reason. It cannot be undone, so it is asked first. */
export function WithdrawDialog(props: { interaction: Interaction | null; onClose: () => void }) {
  return (
    <Show when={props.interaction}>
      {(interaction) => <OpenDialog interaction={interaction()} onClose={props.onClose} />}
    </Show>
  );
}

function OpenDialog(props: { interaction: Interaction; onClose: () => void }) {
  const [reason, setReason] = createSignal("");
  const [version, setVersion] = createSignal(props.interaction.version);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const said = reason().trim();
      await withdraw(props.interaction.id, { version: version(), ...(said && { reason: said }) });
      toastDone(t("interactions.wasWithdrawn"));
      props.onClose();
    } catch (error) {
      const current = isConflict(error) ? currentOf<Interaction>(error) : undefined;
      if (current) {
        rememberInteraction(current);
        setVersion(current.version);
      }
      setProblem(current ? t("interactions.changedMeanwhile") : messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("interactions.withdrawTitle")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="withdrawal" look="danger" busy={busy()}>
            {t("interactions.withdraw")}
          </Button>
        </>
      }
    >
      <form
        id="withdrawal"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p class="mb-4 text-ink-2">{t("interactions.withdrawText")}</p>
        <TextField
          label={t("interactions.reason")}
          value={reason()}
          maxlength={300}
          dir="auto"
          autofocus
          error={problem() ?? undefined}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  );
}
