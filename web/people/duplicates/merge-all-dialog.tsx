import { createSignal } from "solid-js";
import { LIKELY, STRONG } from "#core/people/duplicates/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { mergeAllOf } from "./merge-all.ts";

type Which = "strong" | "every";

/** Asks which pairs of the whole list are merged at once, and says what that means. */
export function MergeAllDialog(props: { onClose: () => void }) {
  const [which, setWhich] = createSignal<Which>("strong");
  const start = () => {
    props.onClose();
    void mergeAllOf(which() === "strong" ? STRONG : LIKELY);
  };
  return (
    <Dialog
      open
      title={t("duplicates.mergeAll")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button look="primary" onClick={start}>
            {t("duplicates.mergeAllStart")}
          </Button>
        </>
      }
    >
      <Segmented<Which>
        label={t("duplicates.mergeAllWhich")}
        value={which()}
        choices={[
          { value: "strong", label: t("duplicates.strong") },
          { value: "every", label: t("duplicates.everyPair") },
        ]}
        onChange={setWhich}
        class="w-full"
      />
      <p class="mt-3 text-ink-2">
        {t(which() === "strong" ? "duplicates.mergeStrongText" : "duplicates.mergeEveryText")}
      </p>
      <p class="mt-2 text-ink-3 text-sm">{t("duplicates.mergeAllUndo")}</p>
    </Dialog>
  );
}
