import Merging from "lucide-solid/icons/merge";
import { createSignal, For, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { announceSaved } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showDate } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { mergeAll, undoAll } from "./queries.ts";

type Absorbed = NonNullable<Customer["absorbed"]>[number];

/** On a survivor's page: which records it was merged from, when and by whom, and the way back. */
export function MergedFrom(props: { customer: Customer }) {
  return (
    <Show when={props.customer.absorbed?.length}>
      <ul aria-label={t("duplicates.mergedFromTitle")} class="border-b bg-sunk px-5 py-2 md:px-8">
        <For each={props.customer.absorbed}>
          {(absorbed) => <One survivorId={props.customer.id} absorbed={absorbed} />}
        </For>
      </ul>
    </Show>
  );
}

function One(props: { survivorId: Customer["id"]; absorbed: Absorbed }) {
  const can = useCan();
  const [busy, setBusy] = createSignal(false);
  const sentence = () => {
    const { name, at, by } = props.absorbed;
    return t("duplicates.mergedFrom", `\u2068${name}\u2069`, showDate(at.slice(0, 10)), `\u2068${by.name}\u2069`);
  };
  const undo = async () => {
    const merge = { survivorId: props.survivorId, absorbedId: props.absorbed.id };
    setBusy(true);
    try {
      const [outcome] = await undoAll([merge]);
      if (!outcome?.done) return toastFailed(findWord(`errors.codes.${outcome?.code}`) ?? t("errors.unexpected"));
      announceSaved(props.survivorId);
      toastDone(t("duplicates.separated", props.absorbed.name), () => void mergeAll([merge]));
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-sm">
      <Merging size={14} class="shrink-0 text-ink-3" />
      <span class="min-w-0">{sentence()}</span>
      <Show when={can("customers.write", "duplicates")}>
        <Button size="small" look="quiet" busy={busy()} onClick={() => void undo()}>
          {t("duplicates.undo")}
        </Button>
      </Show>
    </li>
  );
}
