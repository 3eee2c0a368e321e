import Pause from "lucide-solid/icons/pause";
import Play from "lucide-solid/icons/play";
import Square from "lucide-solid/icons/square";
import Undo2 from "lucide-solid/icons/undo-2";
import { createSignal, Show } from "solid-js";
import { cancelImport, pauseImport, resumeImport, revertImport } from "#core/workspace/imports/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { SureDialog } from "#web/ui/sure-dialog.tsx";
import { toastFailed } from "#web/ui/toast.tsx";
import { type Import, steer } from "./queries.ts";

/** What a person may do with an import as it stands: pause, go on, cancel, revert. */
export function ImportSteering(props: { one: Import }) {
  const [busy, setBusy] = createSignal(false);
  const [asking, setAsking] = createSignal(false);
  const run = async (endpoint: Parameters<typeof steer>[0]) => {
    setBusy(true);
    try {
      await steer(endpoint, props.one.id);
      setAsking(false);
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const is = (...states: Import["state"][]) => states.includes(props.one.state);
  const mayRevert = () =>
    is("done", "cancelled", "failed") &&
    props.one.revert?.state !== "running" &&
    props.one.revert?.state !== "done" &&
    props.one.added + props.one.merged > 0;
  return (
    <div class="mt-3 flex flex-wrap gap-2 empty:hidden">
      <Show when={is("running")}>
        <Button icon={Pause} busy={busy()} onClick={() => void run(pauseImport)}>
          {t("imports.pause")}
        </Button>
      </Show>
      <Show when={(is("paused", "cancelled") || (is("failed") && props.one.rows > 0)) && !props.one.revert}>
        <Button icon={Play} look="primary" busy={busy()} onClick={() => void run(resumeImport)}>
          {t("imports.goOn")}
        </Button>
      </Show>
      <Show when={is("running", "paused")}>
        <Button icon={Square} look="quiet" disabled={busy()} onClick={() => void run(cancelImport)}>
          {t("imports.cancel")}
        </Button>
      </Show>
      <Show when={mayRevert()}>
        <Button icon={Undo2} onClick={() => setAsking(true)}>
          {t("imports.revert")}
        </Button>
      </Show>
      <Show when={asking()}>
        <SureDialog
          title={t("imports.revertTitle")}
          text={t("imports.revertText")}
          label={t("imports.revert")}
          look="danger"
          act={() => run(revertImport)}
          onClose={() => setAsking(false)}
        />
      </Show>
    </div>
  );
}
