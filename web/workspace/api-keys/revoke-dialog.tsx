import { Show } from "solid-js";
import type { ApiKey } from "#core/workspace/api-keys/index.ts";
import { t } from "#web/platform/i18n.ts";
import { SureDialog } from "#web/ui/sure-dialog.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { revoke } from "./queries.ts";

/** Revoking cannot be undone, so it is asked first. */
export function RevokeDialog(props: { apiKey: ApiKey | null; onClose: () => void }) {
  return (
    <Show when={props.apiKey}>
      {(key) => (
        <SureDialog
          title={t("apiKeys.revokeTitle", key().name)}
          text={t("apiKeys.revokeText")}
          label={t("apiKeys.revoke")}
          look="danger"
          act={async () => {
            const { id, name } = key();
            await revoke(id);
            toastDone(t("apiKeys.wasRevoked", name));
            props.onClose();
          }}
          onClose={props.onClose}
        />
      )}
    </Show>
  );
}
