import { createSignal, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks once more before what cannot be undone; says here what went wrong. Closing it when it is done is up to `act`. */
export function SureDialog(props: {
  title: string;
  text: string;
  label: string;
  look: "primary" | "danger";
  act: () => Promise<unknown>;
  onClose: () => void;
}) {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const act = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await props.act();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button look={props.look} busy={busy()} onClick={() => void act()}>
            {props.label}
          </Button>
        </>
      }
    >
      <p class="text-ink-2">{props.text}</p>
      <Show when={problem()}>
        <p role="alert" class="mt-3 rounded-lg bg-danger-soft px-3 py-2 text-danger">
          {problem()}
        </p>
      </Show>
    </Dialog>
  );
}
