import { useNavigate } from "@solidjs/router";
import ChartPie from "lucide-solid/icons/chart-pie";
import { createSignal, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import type { AfterImportProps } from "#web/workspace/imports/index.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { addSegment } from "./queries.ts";

/** On the result of an import: whom it brought, as a segment. */
export default function SegmentOfImport(props: AfterImportProps) {
  const can = useCan();
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={can("segments.write") && props.one.added + props.one.merged > 0}>
      <Button icon={ChartPie} onClick={() => setOpen(true)}>
        {t("segments.ofImport")}
      </Button>
      <Show when={open()}>
        <NameDialog one={props.one} onClose={() => setOpen(false)} />
      </Show>
    </Show>
  );
}

/** The file's name without its ending is a good beginning. */
const nameOf = (fileName: string) => fileName.replace(/\.\w{2,5}$/, "").slice(0, 80);

function NameDialog(props: AfterImportProps & { onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = createSignal(nameOf(props.one.fileName));
  const [problem, setProblem] = createSignal<string | undefined>();
  const [busy, setBusy] = createSignal(false);
  const make = async () => {
    const chosen = name().trim();
    if (chosen === "") return setProblem(t("segments.nameNeeded"));
    setBusy(true);
    try {
      const made = await addSegment({ name: chosen, kind: "static", importId: props.one.id });
      toastDone(t("segments.made", chosen));
      navigate(`/segments/${made.id}`);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("segments.ofImport")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button look="primary" busy={busy()} onClick={() => void make()}>
            {t("segments.makeIt")}
          </Button>
        </>
      }
    >
      <p class="mb-4 text-ink-2">{t("segments.ofImportText")}</p>
      <TextField
        label={t("segments.name")}
        autofocus
        dir="auto"
        maxlength={80}
        autocomplete="off"
        error={problem()}
        value={name()}
        onInput={(event) => {
          setName(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
    </Dialog>
  );
}
