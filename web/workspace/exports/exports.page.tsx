import Download from "lucide-solid/icons/download";
import { createSignal, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { ExportHistory } from "./export-history.tsx";

export default function ExportsPage() {
  const can = useCan();
  const [open, setOpen] = createSignal(false);
  return (
    <div class="space-y-10">
      <section aria-label={t("exports.lists")}>
        <h2 class="font-semibold">{t("exports.lists")}</h2>
        <p class="mt-1 text-ink-2">{t("exports.listsText")}</p>
        <Button icon={Download} class="mt-3" onClick={() => setOpen(true)}>
          {t("exports.everybody")}
        </Button>
        <ExportDialog open={open()} onClose={() => setOpen(false)} question={{}} summary={t("exports.everybodyText")} />
      </section>
      <ExportHistory />
      <Show when={can("workspace.backup")}>
        <section aria-label={t("exports.whole")}>
          <h2 class="font-semibold">{t("exports.whole")}</h2>
          <p class="mt-1 text-ink-2">{t("exports.wholeText")}</p>
          <Command text="npm run peyvand -- export ./backup" />
          <p class="mt-3 text-ink-2">{t("exports.restoreText")}</p>
          <Command text="PEYVAND_DATA=./new npm run peyvand -- restore ./backup" />
          <p class="mt-3 text-ink-3 text-sm">{t("exports.secretText")}</p>
        </section>
      </Show>
    </div>
  );
}

function Command(props: { text: string }) {
  return (
    <pre
      dir="ltr"
      tabindex="0"
      class="mt-2 overflow-x-auto rounded-lg border bg-sunk px-3 py-2 text-start font-mono text-sm"
    >
      <code>{props.text}</code>
    </pre>
  );
}
