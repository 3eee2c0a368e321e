import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { User } from "#core/workspace/users/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { letGo } from "./people-queries.ts";

/** One step for somebody who leaves: who goes on with their work, and that they come in no more. */
export function LeaveDialog(props: { person: User; others: readonly User[]; onClose: () => void }) {
  const navigate = useNavigate();
  const hasLeft = () => props.person.removedAt !== undefined;
  const [toUserId, setToUserId] = createSignal("");
  const [leaves, setLeaves] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const isReady = () => toUserId() !== "" || (leaves() && !hasLeft());
  const go = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const to = toUserId() === "" ? null : (toUserId() as User["id"]);
      const job = await letGo(props.person.id, to, leaves() && !hasLeft());
      toastDone(t(job === null ? "people.wasRemoved" : "people.handingOver", props.person.name));
      props.onClose();
      if (job) navigate(`/jobs/${job}`);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("people.handOverOf", props.person.name)}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button look={leaves() ? "danger" : "primary"} disabled={!isReady()} busy={busy()} onClick={() => void go()}>
            {t(leaves() ? (toUserId() === "" ? "people.remove" : "people.handOverAndRemove") : "people.handOver")}
          </Button>
        </>
      }
    >
      <div class="space-y-4">
        <p class="text-ink-2">{t("people.handOverText")}</p>
        <SelectField
          label={t("people.successor")}
          none={t("people.noSuccessor")}
          value={toUserId()}
          choices={props.others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setToUserId(event.currentTarget.value)}
        />
        <Show when={!hasLeft()}>
          <label class="flex min-h-9 cursor-pointer items-start gap-2">
            <input
              type="checkbox"
              class="mt-1 size-4 shrink-0 accent-accent"
              checked={leaves()}
              onChange={(event) => setLeaves(event.currentTarget.checked)}
            />
            <span>
              {t("people.leaves", props.person.name)}
              <span class="block text-ink-3 text-sm">{t("people.leavesText")}</span>
            </span>
          </label>
        </Show>
        <Show when={problem()}>
          <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
      </div>
    </Dialog>
  );
}
