import { createSignal, For, Show } from "solid-js";
import { VIEW_COLOURS, type View } from "#core/workspace/views/index.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { ViewDot } from "./view-dot.tsx";

export type ViewLook = Pick<View, "name" | "colour" | "shared">;

type DialogProps = {
  open: boolean;
  title: string;
  look: ViewLook;
  onSave: (look: ViewLook) => Promise<void>;
  onClose: () => void;
};

/** What a view is called, its colour, and who sees it. */
export function ViewDialog(props: DialogProps) {
  return (
    <Show when={props.open}>
      <OpenDialog {...props} />
    </Show>
  );
}

function OpenDialog(props: DialogProps) {
  const can = useCan();
  const [look, setLook] = createSignal<ViewLook>(props.look);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [nameProblem, setNameProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const save = async () => {
    setProblem(null);
    setNameProblem(look().name.trim() === "" ? t("views.nameNeeded") : undefined);
    if (nameProblem() || busy()) return;
    setBusy(true);
    try {
      await props.onSave({ ...look(), name: look().name.trim() });
      props.onClose();
    } catch (error) {
      setNameProblem(fieldErrorsOf(error).name);
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
          <Button look="primary" busy={busy()} onClick={() => void save()}>
            {t("views.save")}
          </Button>
        </>
      }
    >
      <form
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t("views.name")}
          dir="auto"
          maxlength={80}
          autofocus
          value={look().name}
          error={nameProblem()}
          onInput={(event) => setLook({ ...look(), name: event.currentTarget.value })}
        />
        <fieldset>
          <legend class="mb-1 font-medium text-ink-2 text-sm">{t("views.colour")}</legend>
          <div class="flex flex-wrap gap-1.5">
            <For each={[null, ...VIEW_COLOURS]}>
              {(colour) => (
                <label
                  title={t(`views.colours.${colour ?? "none"}`)}
                  class="relative grid size-8 cursor-pointer place-items-center rounded-lg border outline-accent has-checked:border-ink-2 has-checked:bg-hover has-focus-visible:outline-2"
                >
                  <input
                    type="radio"
                    name="colour"
                    class="absolute inset-0 cursor-pointer opacity-0"
                    aria-label={t(`views.colours.${colour ?? "none"}`)}
                    checked={look().colour === colour}
                    onChange={() => setLook({ ...look(), colour })}
                  />
                  <ViewDot colour={colour} />
                </label>
              )}
            </For>
          </div>
        </fieldset>
        <Show when={can("views.share")}>
          <Toggle
            label={t("views.shareHint")}
            checked={look().shared}
            onChange={(shared) => setLook({ ...look(), shared })}
          />
        </Show>
        <Show when={problem()}>
          <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
      </form>
    </Dialog>
  );
}
