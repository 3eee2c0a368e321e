import { createSignal, Show } from "solid-js";
import type { ApiKey } from "#core/workspace/api-keys/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { revoke } from "./queries.ts";

/** Revoking cannot be undone, so it is asked first. */
export function RevokeDialog(props: { apiKey: ApiKey | null; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const act = async (key: ApiKey) => {
    setBusy(true);
    setProblem(null);
    try {
      await revoke(key.id);
      toastDone(t("apiKeys.wasRevoked", key.name));
      props.onClose();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Show when={props.apiKey}>
      {(key) => (
        <Dialog
          open
          title={t("apiKeys.revokeTitle", key().name)}
          onClose={props.onClose}
          footer={
            <>
              <Button look="quiet" onClick={props.onClose}>
                {t("common.cancel")}
              </Button>
              <Button look="danger" busy={busy()} onClick={() => void act(key())}>
                {t("apiKeys.revoke")}
              </Button>
            </>
          }
        >
          <p class="text-ink-2">{t("apiKeys.revokeText")}</p>
          <Show when={problem()}>
            <p role="alert" class="mt-3 rounded-lg bg-danger-soft px-3 py-2 text-danger">
              {problem()}
            </p>
          </Show>
        </Dialog>
      )}
    </Show>
  );
}
