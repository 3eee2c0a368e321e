import { createSignal, createUniqueId, For, onMount, Show } from "solid-js";
import { customerName, isolated } from "#web/people/customers/index.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { readTime } from "#web/platform/moments.ts";
import { Button } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-input.tsx";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextArea, TextField } from "#web/ui/field.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { fieldAccess } from "#web/workspace/users/index.ts";
import { type Activity, complete, reopen } from "./queries.ts";
import { dueWord } from "./words.ts";

/** Asks what came of it, and for the next step. */
export function CompleteDialog(props: { activity: Activity; onClose: () => void }) {
  const [outcome, setOutcome] = createSignal("");
  const [body, setBody] = createSignal("");
  const [next, setNext] = createSignal("");
  const [date, setDate] = createSignal("");
  const [time, setTime] = createSignal("");
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const outcomes = createUniqueId();
  let first: HTMLInputElement | undefined;
  onMount(() => queueMicrotask(() => first?.focus()));

  const problems = (): Record<string, string> => {
    if (next().trim() === "") return {};
    const wrongDate = date().trim() === "" ? t("work.form.dateNeeded") : dateProblem(date());
    return {
      ...(wrongDate && { date: wrongDate }),
      ...(time().trim() && !readTime(time()) && { time: t("interactions.timeProblem") }),
    };
  };
  const send = async () => {
    setErrors(problems());
    if (busy() || Object.keys(errors()).length > 0) return;
    setBusy(true);
    setProblem(null);
    const due = readDate(date());
    const clock = time().trim() ? readTime(time()) : null;
    const followUp =
      next().trim() && "on" in due ? { subject: next().trim(), dueOn: due.on, ...(clock && { dueTime: clock }) } : null;
    try {
      const done = await complete(props.activity, {
        ...(outcome().trim() && { outcome: outcome().trim() }),
        ...(body().trim() && props.activity.customerId && { log: { body: body().trim() } }),
        ...(followUp && { followUp }),
      });
      const later = done.followUp ?? done.next;
      toastDone(
        later ? t("work.doneThenNext", dueWord(later)) : t("work.wasDone"),
        done.followUp ? undefined : () => void undo(done.activity),
      );
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
          value={outcome()}
          dir="auto"
          maxlength={200}
          list={outcomes}
          error={errors().outcome}
          onInput={(event) => setOutcome(event.currentTarget.value)}
        />
        <Show when={fieldAccess("interaction", "body") === undefined && props.activity.customerId}>
          {(id) => (
            <TextArea
              label={t("work.whatHappened")}
              hint={t("work.isLogged", isolated(customerName(id())))}
              value={body()}
              maxlength={20_000}
              onInput={(event) => setBody(event.currentTarget.value)}
            />
          )}
        </Show>
        <section class="space-y-3 rounded-xl border bg-sunk p-3.5" aria-label={t("work.nextStep")}>
          <TextField
            label={t("work.nextStep")}
            placeholder={t("work.nextStepPlaceholder")}
            value={next()}
            dir="auto"
            maxlength={200}
            error={errors().subject}
            onInput={(event) => setNext(event.currentTarget.value)}
          />
          <Show when={next().trim() !== ""}>
            <div class="grid grid-cols-[1fr_7rem] gap-3">
              <DateField label={t("work.form.date")} text={date()} error={errors().date} onText={setDate} />
              <TextField
                label={t("work.form.time")}
                placeholder={t("work.wholeDay")}
                inputmode="numeric"
                value={time()}
                error={errors().time}
                onInput={(event) => setTime(event.currentTarget.value)}
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

export async function undo(activity: Activity): Promise<void> {
  await reopen(activity).then(
    () => toastDone(t("work.openAgain")),
    (error) => toastFailed(messageOf(error)),
  );
}
