import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button } from "./button.tsx";

/** A secret that is shown this once, ready to be copied. */
export function SecretOnce(props: { label: string; text: string; secret: string }) {
  const [copied, setCopied] = createSignal(false);
  let field: HTMLInputElement | undefined;
  const copy = async () => {
    field?.select();
    try {
      await navigator.clipboard.writeText(props.secret);
      setCopied(true);
    } catch {
      // Not on https, or not allowed: it is selected, ready for Ctrl+C.
      setCopied(false);
    }
  };
  return (
    <div>
      <p class="text-ink-2">{props.text}</p>
      <div class="mt-3 flex gap-2">
        <input
          ref={field}
          readonly
          dir="ltr"
          aria-label={props.label}
          class="h-9 min-w-0 flex-1 rounded-lg border border-field-line bg-sunk px-3 font-mono text-sm"
          value={props.secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button icon={copied() ? Check : Copy} onClick={() => void copy()}>
          <span aria-live="polite">{t(copied() ? "apiKeys.copied" : "apiKeys.copy")}</span>
        </Button>
      </div>
    </div>
  );
}
