import { createSignal, createUniqueId, For, onMount, Show } from "solid-js";
import { customerName, isolated } from "#web/people/customers/index.ts";
import { createDraft } from "#web/platform/drafts.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { readTime } from "#web/platform/moments.ts";
import { Button } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-input.tsx";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextArea, TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { fieldAccess } from "#web/workspace/users/index.ts";
import { zoneOfTyped } from "./activity-draft.ts";
import { type Activity, complete, undo } from "./queries.ts";
import { dueWord } from "./words.ts";

const EMPTY = { outcome: "", body: "", next: "", date: "", time: "" };

/** Asks what came of it, and for the next step. */
export function CompleteDialog(props: { activity: Activity; onClose: () => void }) {
  const draft = createDraft(`complete.${props.activity.id}`, () => ({ ...EMPTY }));
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const outcomes = createUniqueId();
  let first: HTMLInputElement | undefined;
  onMount(() => queueMicrotask(() => first?.focus()));

  const problems = (): Record<string, string> => {
    if (draft.value.next.trim() === "") return {};
    const wrongDate = draft.value.date.trim() === "" ? t("work.form.dateNeeded") : dateProblem(draft.value.date);
    return {
      ...(wrongDate && { date: wrongDate }),
      ...(draft.value.time.trim() && !readTime(draft.value.time) && { time: t("interactions.timeProblem") }),
    };
  };
  const send = async () => {
    setErrors(problems());
    if (busy() || Object.keys(errors()).length > 0) return;
    setBusy(true);
    setProblem(null);
    const due = readDate(draft.value.date);
    const clock = draft.value.time.trim() ? readTime(draft.value.time) : null;
    const followUp =
      draft.value.next.trim() && "on" in due
        ? { subject: draft.value.next.trim(), dueOn: due.on, ...(clock && { dueTime: clock, ...zoneOfTyped() }) }
        : null;
    try {
      const done = await complete(props.activity, {
        ...(draft.value.outcome.trim() && { outcome: draft.value.outcome.trim() }),
        ...(draft.value.body.trim() && props.activity.customerId && { log: { body: draft.value.body.trim() } }),
        ...(followUp && { followUp }),
      });
      const later = done.followUp ?? done.next;
      toastDone(
        later ? t("work.doneThenNext", dueWord(later)) : t("work.wasDone"),
        done.followUp ? undefined : () => void undo(done.activity),
      );
      draft.clear();
      props.onClose();
    } catch (error) {
      setErrors(fieldErrorsOf(error));
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      title={t("work.completeTitle", isolated(props.activity.subject))}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="completion" look="primary" busy={busy()}>
            {t("work.complete")}
          </Button>
        </>
      }
    >
      <form
        id="completion"
        noValidate
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => isSendKey(event) && void send()}
      >
        <TextField
          ref={first}
          label={t("work.outcome")}
          value={draft.value.outcome}
          dir="auto"
          maxlength={200}
          list={outcomes}
          error={errors().outcome}
          onInput={(event) => draft.set({ outcome: event.currentTarget.value })}
        />
        <Show when={fieldAccess("interaction", "body") === undefined && props.activity.customerId}>
          {(id) => (
            <TextArea
              label={t("work.whatHappened")}
              hint={t("work.isLogged", isolated(customerName(id())))}
              value={draft.value.body}
              maxlength={20_000}
              onInput={(event) => draft.set({ body: event.currentTarget.value })}
            />
          )}
        </Show>
        <section class="space-y-3 rounded-xl border bg-sunk p-3.5" aria-label={t("work.nextStep")}>
          <TextField
            label={t("work.nextStep")}
            placeholder={t("work.nextStepPlaceholder")}
            value={draft.value.next}
            dir="auto"
            maxlength={200}
            error={errors().subject}
            onInput={(event) => draft.set({ next: event.currentTarget.value })}
          />
          <Show when={draft.value.next.trim() !== ""}>
            <div class="grid grid-cols-[1fr_7rem] gap-3">
              <DateField
                label={t("work.form.date")}
                text={draft.value.date}
                error={errors().date}
                onText={(date) => draft.set({ date })}
              />
              <TextField
                label={t("work.form.time")}
                placeholder={t("work.wholeDay")}
                inputmode="numeric"
                value={draft.value.time}
                error={errors().time}
                onInput={(event) => draft.set({ time: event.currentTarget.value })}
              />
            </div>
          </Show>
        </section>
        <Show when={problem()}>
          <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
        <datalist id={outcomes}>
          <For each={["interested", "callBack", "noAnswer", "agreed", "declined", "sent"] as const}>
            {(one) => <option value={t(`interactions.outcomes.${one}`)} />}
          </For>
        </datalist>
      </form>
    </Dialog>
  );
}
