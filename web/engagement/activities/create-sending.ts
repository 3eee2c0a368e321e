import { createSignal } from "solid-js";
import { fieldErrorsOf, isConflict, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { type ActivityDraft, problemsOf } from "./activity-draft.ts";

/** Sends a form of an activity: what is wrong with it is said beside its fields, and the first of them is gone to. */
export function createSending(draft: () => ActivityDraft, send: () => Promise<void>) {
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  const showErrors = (found: Record<string, string>) => {
    setErrors(found);
    queueMicrotask(() => form?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  const submit = async () => {
    if (busy()) return;
    setProblem(null);
    const problems = problemsOf(draft());
    showErrors(problems);
    if (Object.keys(problems).length > 0) return;
    setBusy(true);
    try {
      await send();
    } catch (error) {
      const { dueOn, dueAt, dueTime, durationMinutes, "recurrence.until": until, ...others } = fieldErrorsOf(error);
      const date = dueOn ?? dueAt;
      showErrors({
        ...others,
        ...(date && { date }),
        ...(dueTime && { time: dueTime }),
        ...(durationMinutes && { minutes: durationMinutes }),
        ...(until && { until }),
      });
      setProblem(isConflict(error) ? t("work.form.changedMeanwhile") : messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const formRef = (element: HTMLFormElement) => {
    form = element;
  };
  return { errors, problem, busy, submit, formRef };
}
