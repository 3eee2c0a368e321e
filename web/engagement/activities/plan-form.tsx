import { Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { Button } from "#web/ui/button.tsx";
import { ActivityFields } from "./activity-fields.tsx";
import { createPlan } from "./create-plan.ts";
import { createSending } from "./create-sending.ts";

/** Plans something with a customer, inside their page's composer. */
export function PlanForm(props: { customerId: Customer["id"]; onDone: () => void }) {
  const { draft, send } = createPlan(`plan.${props.customerId}`, { customerId: props.customerId, kind: "call" });
  const sending = createSending(
    () => draft.value,
    async () => {
      await send();
      props.onDone();
    },
  );
  let subject: HTMLInputElement | undefined;
  queueMicrotask(() => subject?.focus());
  return (
    <form
      ref={sending.formRef}
      noValidate
      aria-label={t("work.form.newTitle")}
      onSubmit={(event) => {
        event.preventDefault();
        void sending.submit();
      }}
      onKeyDown={(event) => {
        if (isSendKey(event)) void sending.submit();
        if (event.key === "Escape" && !event.defaultPrevented) props.onDone();
      }}
    >
      <ActivityFields
        brief
        withoutCustomer
        draft={draft.value}
        set={draft.set}
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
      <div class="mt-3 flex flex-wrap items-center justify-end gap-2">
        <span class="me-auto text-ink-3 text-xs max-sm:hidden">{t("work.form.sendHint")}</span>
        <Button look="quiet" onClick={props.onDone}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" look="primary" busy={sending.busy()}>
          {t("work.form.plan")}
        </Button>
      </div>
    </form>
  );
}
