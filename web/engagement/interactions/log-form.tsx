import { createSignal, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { newIdempotencyKey } from "#web/platform/api.ts";
import { createDraft } from "#web/platform/drafts.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { Button } from "#web/ui/button.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { contentOf, emptyInteraction, type InteractionDraft, occurredAtOf, problemsOf } from "./interaction-draft.ts";
import { InteractionFields } from "./interaction-fields.tsx";
import { addInteraction } from "./queries.ts";

/** Says what happened with a customer. What is typed is kept under `draftName` until it was sent. */
export function LogForm(props: { customerId: Customer["id"]; draftName: string; onDone: () => void }) {
  const draft = createDraft<InteractionDraft>(props.draftName, emptyInteraction);
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  let body: HTMLTextAreaElement | undefined;
  let idempotencyKey = newIdempotencyKey();
  queueMicrotask(() => body?.focus());

  const send = async () => {
    setProblem(null);
    const problems = problemsOf(draft.value);
    setErrors(problems);
    if (Object.keys(problems).length > 0 || busy()) return;
    setBusy(true);
    try {
      const said = Object.entries(contentOf(draft.value)).filter(([, value]) => value !== null);
      const occurredAt = occurredAtOf(draft.value);
      const content = Object.fromEntries(said) as Pick<InteractionDraft, "channel" | "direction">;
      await addInteraction(
        { customerId: props.customerId, ...content, ...(occurredAt && { occurredAt }) },
        idempotencyKey,
      );
      draft.clear();
      toastDone(t("interactions.logged"));
      idempotencyKey = newIdempotencyKey();
      props.onDone();
    } catch (error) {
      const { occurredAt, ...others } = fieldErrorsOf(error);
      setErrors({ ...others, ...(occurredAt && { date: occurredAt }) });
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (isSendKey(event)) void send();
        if (event.key === "Escape") props.onDone();
      }}
    >
      <InteractionFields
        draft={draft.value}
        set={(part) => draft.set(part)}
        errors={errors()}
        mayBeNow
        bodyRef={(element) => {
          body = element;
        }}
      />
      <Show when={problem()}>
        <p role="alert" class="mt-3 rounded-lg bg-danger-soft px-3 py-2 text-danger">
          {problem()}
        </p>
      </Show>
      <div class="mt-3 flex flex-wrap items-center justify-end gap-2">
        <span class="me-auto text-ink-3 text-xs max-sm:hidden">{t("interactions.sendHint")}</span>
        <Button look="quiet" onClick={() => props.onDone()}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" look="primary" busy={busy()}>
          {t("interactions.submit")}
        </Button>
      </div>
    </form>
  );
}
