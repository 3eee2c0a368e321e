import { For } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Dialog } from "#web/ui/dialog.tsx";

const KEYS = [
  { word: "shell.keys.palette", keys: ["Ctrl", "K"] },
  { word: "shell.keys.down", keys: ["J", "↓"] },
  { word: "shell.keys.up", keys: ["K", "↑"] },
  { word: "shell.keys.open", keys: ["Enter"] },
  { word: "shell.keys.peek", keys: ["Space"] },
  { word: "shell.keys.select", keys: ["X", "Shift+X"] },
  { word: "shell.keys.create", keys: ["C"] },
  { word: "shell.keys.edit", keys: ["E"] },
  { word: "shell.keys.log", keys: ["L"] },
  { word: "shell.keys.send", keys: ["Ctrl", "Enter"] },
  { word: "shell.keys.cancel", keys: ["Esc"] },
  { word: "shell.keys.help", keys: ["?"] },
] as const;

export function KeysDialog(props: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t("shell.keys.title")}>
      <dl class="divide-y">
        <For each={KEYS}>
          {(entry) => (
            <div class="flex items-center justify-between gap-4 py-2">
              <dt>{t(entry.word)}</dt>
              <dd class="flex gap-1" dir="ltr">
                <For each={entry.keys}>
                  {(key) => (
                    <kbd class="min-w-7 rounded-md border border-line-strong bg-sunk px-1.5 text-center font-sans text-ink-2 text-sm">
                      {key}
                    </kbd>
                  )}
                </For>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}
