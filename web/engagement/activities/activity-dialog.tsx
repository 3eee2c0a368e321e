import { createSignal, onMount, Show } from "solid-js";
import { createDraft } from "#web/platform/drafts.ts";
import { currentOf, isConflict, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { timeZone } from "#web/platform/locale.ts";
import { showDate, showDigits } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { type ActivityDraft, contentOf, draftOfActivity } from "./activity-draft.ts";
import { ActivityFields } from "./activity-fields.tsx";
import { createPlan } from "./create-plan.ts";
import { createSending } from "./create-sending.ts";
import { askCompletion, type Beginning } from "./form-state.ts";
import { type Activity, cancel, change, readActivity, reopen } from "./queries.ts";

/** Plans something new. What was typed and not sent is there again the next time. */
export function NewActivityDialog(props: { beginning: Beginning; onClose: () => void }) {
  const { draft, send } = createPlan("new-activity");
  onMount(() => {
    const { dueOn, dueTime, ...said } = props.beginning;
    draft.set({
      ...said,
      ...(dueOn && { date: showDate(dueOn, "short") }),
      ...(dueTime && { time: showDigits(dueTime) }),
    });
  });
  return (
    <FormDialog
      title={t("work.form.newTitle")}
      submit={t("work.form.plan")}
      draft={draft.value}
      set={draft.set}
      send={async () => {
        await send();
        props.onClose();
      }}
      onClose={props.onClose}
      keptNote={
        <Show when={draft.wasKept}>
          <span class="me-auto flex items-center gap-2 text-ink-3 text-sm">
            {t("common.draftKept")}
            <Button size="small" look="quiet" onClick={draft.clear}>
              {t("common.clearDraft")}
            </Button>
          </span>
        </Show>
      }
    />
  );
}

/** One activity: changed while it is open, else shown with what came of it and opened again. */
export function EditActivityDialog(props: { activity: Activity; onClose: () => void }) {
  const can = useCan();
  const first = draftOfActivity(props.activity);
  const draft = createDraft<ActivityDraft>(`activity.${props.activity.id}.${props.activity.version}`, () => ({
    ...first,
  }));
  const [version, setVersion] = createSignal(props.activity.version);
  // Lists leave the notes out.
  onMount(() => {
    void readActivity(props.activity.id).then(
      (read) => {
        if (!draft.wasKept && draft.value.notes === "" && read.notes) draft.set("notes", read.notes);
        if (read.version !== version()) setVersion(read.version);
      },
      () => {},
    );
  });
  const send = async () => {
    try {
      const { recurrence, dueOn, dueTime, ...said } = contentOf(draft.value);
      // Shown by the workspace's clocks; in its own zone it stays unless it is moved.
      const isMoved = draft.value.date !== first.date || draft.value.time !== first.time;
      const before = props.activity.recurrence;
      const days = recurrence && before?.every === recurrence.every && !isMoved ? daysOf(before) : {};
      const rule = [draft.value.every, draft.value.interval, draft.value.until, draft.value.weekdays.join()].join("|");
      const ruleBefore = [first.every, first.interval, first.until, first.weekdays.join()].join("|");
      await change(
        props.activity.id,
        {
          version: version(),
          ...said,
          ...(isMoved && { dueOn, dueTime, timeZone: timeZone() }),
          ...(rule !== ruleBefore && { recurrence: recurrence && { ...recurrence, ...days } }),
        } as never,
        props.activity,
      );
      draft.clear();
      toastDone(t("work.saved"));
      props.onClose();
    } catch (error) {
      const current = isConflict(error) ? currentOf<Activity>(error) : undefined;
      if (current?.version) setVersion(current.version);
      throw error;
    }
  };
  const remove = async () => {
    try {
      const gone = await cancel({ ...props.activity, version: version() });
      draft.clear();
      toastDone(t("work.cancelled"), () => void reopen(gone).catch((error) => toastFailed(messageOf(error))));
      props.onClose();
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  return (
    <FormDialog
      title={t("work.form.editTitle")}
      submit={t("common.save")}
      draft={draft.value}
      set={draft.set}
      send={send}
      onClose={props.onClose}
      keptNote={
        <Show when={can("activities.write")}>
          <span class="me-auto flex items-center gap-1">
            <Button look="quiet" onClick={() => askCompletion({ ...props.activity, version: version() })}>
              {t("work.complete")}
            </Button>
            <Button look="quiet" class="text-danger" onClick={() => void remove()}>
              {t("work.cancel")}
            </Button>
          </span>
        </Show>
      }
    />
  );
}

/** What of a rule the form does not ask: the 31st stays the 31st, also where it falls on the 29th. */
function daysOf({ calendar, month, monthDay }: NonNullable<Activity["recurrence"]>) {
  return { calendar, ...(month !== undefined && { month }), ...(monthDay !== undefined && { monthDay }) };
}

type FormProps = {
  title: string;
  submit: string;
  draft: ActivityDraft;
  set: (part: Partial<ActivityDraft>) => void;
  send: () => Promise<void>;
  onClose: () => void;
  keptNote?: import("solid-js").JSX.Element;
};

function FormDialog(props: FormProps) {
  const sending = createSending(
    () => props.draft,
    () => props.send(),
  );
  let subject: HTMLInputElement | undefined;
  onMount(() => queueMicrotask(() => subject?.focus()));
  return (
    <Dialog
      open
      wide
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          {props.keptNote}
          <Button look="quiet" onClick={props.onClose}>
            {t("common.close")}
          </Button>
          <Button type="submit" form="activity" look="primary" busy={sending.busy()}>
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        ref={sending.formRef}
        id="activity"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void sending.submit();
        }}
        onKeyDown={(event) => isSendKey(event) && void sending.submit()}
      >
        <ActivityFields
          draft={props.draft}
          set={props.set}
          errors={sending.errors()}
          subjectRef={(element) => {
            subject = element;
          }}
        />
        <Show when={sending.problem()}>
          <p role="alert" class="mt-3 rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {sending.problem()}
          </p>
        </Show>
      </form>
    </Dialog>
  );
}
