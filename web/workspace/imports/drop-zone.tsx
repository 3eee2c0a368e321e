import FileUp from "lucide-solid/icons/file-up";
import { createSignal } from "solid-js";
import { t } from "#web/platform/i18n.ts";

/** Where a file is dropped or chosen. */
export function DropZone(props: { onFile: (file: File) => void }) {
  const [over, setOver] = createSignal(false);
  return (
    <label
      class={`relative flex cursor-pointer flex-col items-center rounded-2xl border-2 border-dashed px-6 py-12 text-center outline-offset-2 outline-accent transition-colors has-focus-visible:outline-2 ${over() ? "border-accent bg-accent-soft" : "border-line-strong bg-surface hover:border-accent"}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file) props.onFile(file);
      }}
    >
      <input
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        class="absolute inset-0 cursor-pointer opacity-0"
        aria-label={t("imports.choose")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) props.onFile(file);
        }}
      />
      <span class="mb-3 grid size-12 place-items-center rounded-2xl bg-accent-soft text-accent">
        <FileUp size={22} />
      </span>
      <span class="font-semibold text-lg">{t("imports.drop")}</span>
      <span class="mt-1 max-w-md text-balance text-ink-2">{t("imports.dropText")}</span>
    </label>
  );
}
