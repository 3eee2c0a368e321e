import PenLine from "lucide-solid/icons/pen-line";
import { createSignal, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { newIdempotencyKey } from "#web/platform/api.ts";
import { createDraft } from "#web/platform/drafts.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey, useKeys } from "#web/platform/keys.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { useCommands } from "#web/ui/commands.ts";
import { toastDone } from "#web/ui/toast.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { contentOf, emptyInteraction, type InteractionDraft, occurredAtOf, problemsOf } from "./interaction-draft.ts";
import { InteractionFields } from "./interaction-fields.tsx";
import { addInteraction } from "./queries.ts";

/** Says what happened with a customer. What is typed is kept until it was sent. */
export function Composer(props: { customerId: Customer["id"] }) {
  const me = useMe();
  const draft = createDraft<InteractionDraft>(`${me.data?.actor.id}.interaction.${props.customerId}`, emptyInteraction);
  const [open, setOpen] = createSignal(draft.wasKept);
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  let body: HTMLTextAreaElement | undefined;
  let idempotencyKey = newIdempotencyKey();

  const begin = () => {
    setOpen(true);
    queueMicrotask(() => body?.focus());
  };
  useKeys({ l: begin });
  useCommands(() => [{ id: "log", label: t("interactions.log"), icon: PenLine as Icon, run: begin }]);

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
      setOpen(false);
      toastDone(t("interactions.logged"));
      idempotencyKey = newIdempotencyKey();
    } catch (error) {
      const { occurredAt, ...others } = fieldErrorsOf(error);
      setErrors({ ...others, ...(occurredAt && { date: occurredAt }) });
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section aria-label={t("interactions.log")} class="rounded-xl border bg-surface shadow-raised">
      <Show
        when={open()}
        fallback={
          <button
            type="button"
            class="block w-full rounded-xl px-4 py-3 text-start text-ink-3 hover:text-ink-2"
            onClick={begin}
          >
            {t("interactions.begin")}
          </button>
        }
      >
        <form
          noValidate
          class="p-3.5"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
          onKeyDown={(event) => {
            if (isSendKey(event)) void send();
            if (event.key === "Escape") setOpen(false);
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
            <Button look="quiet" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" look="primary" busy={busy()}>
              {t("interactions.submit")}
            </Button>
          </div>
        </form>
      </Show>
    </section>
  );
}
