import { isAnswered, newIdempotencyKey } from "#web/platform/api.ts";
import { createDraft } from "#web/platform/drafts.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { type ActivityDraft, emptyActivity, requestOf } from "./activity-draft.ts";
import { cancel, plan } from "./queries.ts";
import { dueWord } from "./words.ts";

/** Something new that is being planned, kept under `name` while it is typed; `send` plans it and offers to take it back. */
export function createPlan(name: string, beginning: Partial<ActivityDraft> = {}) {
  const me = useMe();
  const ownerId = () => (me.data?.actor.kind === "user" ? me.data.actor.id : "");
  const draft = createDraft<ActivityDraft>(`${me.data?.actor.id}.${name}`, () => ({
    ...emptyActivity(),
    ownerId: ownerId(),
    ...beginning,
  }));
  let idempotencyKey = newIdempotencyKey();
  const send = async () => {
    try {
      const activity = await plan(requestOf(draft.value) as never, idempotencyKey);
      draft.clear();
      toastDone(t("work.planned", dueWord(activity)), () => {
        void cancel(activity).catch((error) => toastFailed(messageOf(error)));
      });
      idempotencyKey = newIdempotencyKey();
    } catch (error) {
      if (isAnswered(error)) idempotencyKey = newIdempotencyKey();
      throw error;
    }
  };
  return { draft, send };
}
