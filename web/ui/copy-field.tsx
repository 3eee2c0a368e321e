import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal } from "solid-js";
import { Button } from "./button.tsx";

/** A text to be taken elsewhere, with a button that copies it. */
export function CopyField(props: { label: string; value: string; copy: string; copied: string }) {
  const [copied, setCopied] = createSignal(false);
  let field: HTMLInputElement | undefined;
  const copy = async () => {
    field?.select();
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied(true);
    } catch {
      // Not on https, or not allowed: it is selected, ready for Ctrl+C.
      setCopied(false);
    }
  };
  return (
    <div class="flex gap-2">
      <input
        ref={field}
        readonly
        dir="ltr"
        aria-label={props.label}
        class="h-9 min-w-0 flex-1 rounded-lg border border-field-line bg-sunk px-3 font-mono text-sm"
        value={props.value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button icon={copied() ? Check : Copy} onClick={() => void copy()}>
        <span aria-live="polite">{copied() ? props.copied : props.copy}</span>
      </Button>
    </div>
  );
}
