import { createSignal, Show } from "solid-js";
import type { Interaction } from "#core/engagement/interactions/index.ts";
import { createDraft } from "#web/platform/drafts.ts";
import { currentOf, fieldErrorsOf, isConflict, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { contentOf, draftOf, occurredAtOf, problemsOf } from "./interaction-draft.ts";
import { InteractionFields } from "./interaction-fields.tsx";
import { correct, rememberInteraction } from "./queries.ts";

/** Mends what was said of an interaction; the version before is kept by the server. */
export function CorrectDialog(props: { interaction: Interaction | null; onClose: () => void }) {
  return (
    <Show when={props.interaction}>
      {(interaction) => <OpenDialog interaction={interaction()} onClose={props.onClose} />}
    </Show>
  );
}

function OpenDialog(props: { interaction: Interaction; onClose: () => void }) {
  const first = draftOf(props.interaction);
  const me = useMe();
  const kept = createDraft(`${me.data?.actor.id}.correct.${props.interaction.id}.${props.interaction.version}`, () => ({
    ...first,
  }));
  const draft = kept.value;
  const set = kept.set;
  const [version, setVersion] = createSignal(props.interaction.version);
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);

  const save = async () => {
    const problems = problemsOf(draft);
    setErrors(problems);
    if (Object.keys(problems).length > 0 || busy()) return;
    setBusy(true);
    setProblem(null);
    try {
      // The shown time has no seconds; untouched it stays as it was.
      const moved = draft.date !== first.date || draft.time !== first.time;
      const occurredAt = moved ? occurredAtOf(draft) : undefined;
      await correct(props.interaction.id, {
        version: version(),
        ...contentOf(draft),
        ...(occurredAt && { occurredAt }),
      });
      kept.clear();
      toastDone(t("interactions.wasCorrected"));
      props.onClose();
    } catch (error) {
      const current = isConflict(error) ? currentOf<Interaction>(error) : undefined;
      if (current) {
        rememberInteraction(current);
        setVersion(current.version);
      }
      const { occurredAt, ...others } = fieldErrorsOf(error);
      setErrors({ ...others, ...(occurredAt && { date: occurredAt }) });
      setProblem(current ? t("interactions.changedMeanwhile") : messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      wide
      title={t("interactions.correctTitle")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="correction" look="primary" busy={busy()}>
            {t("interactions.saveCorrection")}
          </Button>
        </>
      }
    >
      <form
        id="correction"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => isSendKey(event) && void save()}
      >
        <p class="mb-3 text-ink-2">{t("interactions.correctText")}</p>
        <InteractionFields draft={draft} set={(part) => set(part)} errors={errors()} mayBeNow={false} />
        <Show when={problem()}>
          <p role="alert" class="mt-3 rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
      </form>
    </Dialog>
  );
}
