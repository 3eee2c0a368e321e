import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal, For } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";

/** The recovery codes, this once. */
export function RecoveryCodes(props: { codes: readonly string[] }) {
  const [copied, setCopied] = createSignal(false);
  const copy = async () => {
    // Without https there is no clipboard: the codes can be marked and copied by hand.
    await navigator.clipboard?.writeText(props.codes.join("\n")).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div class="space-y-3">
      <p class="text-ink-2">{t("security.codesText")}</p>
      <ul dir="ltr" class="grid grid-cols-2 gap-x-6 gap-y-1 rounded-lg border bg-sunk px-4 py-3 font-mono">
        <For each={props.codes}>{(code) => <li class="select-all">{code}</li>}</For>
      </ul>
      <Button size="small" icon={copied() ? Check : Copy} onClick={() => void copy()}>
        <span aria-live="polite">{t(copied() ? "security.copied" : "security.copyCodes")}</span>
      </Button>
    </div>
  );
}

export function CodesDialog(props: { codes: readonly string[]; onClose: () => void }) {
  return (
    <Dialog
      open
      title={t("security.codes")}
      onClose={props.onClose}
      footer={
        <Button look="primary" onClick={props.onClose}>
          {t("security.kept")}
        </Button>
      }
    >
      <RecoveryCodes codes={props.codes} />
    </Dialog>
  );
}
