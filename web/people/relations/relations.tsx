import { A } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createSignal, For, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import type { Relation } from "#core/people/relations/index.ts";
import { Section } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { IconButton } from "#web/ui/button.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { AddRelation } from "./add-relation.tsx";
import { relate, unrelate, useRelations } from "./queries.ts";
import { relationKindWord } from "./words.ts";

/** Who this customer is tied to, seen from here. */
export function Relations(props: { customerId: Customer["id"]; kind: Customer["kind"] }) {
  const can = useCan();
  const known = useRelations(() => props.customerId);
  const [adding, setAdding] = createSignal(false);
  const relations = () => known.data ?? [];
  const mayWrite = () => can("customers.write");

  const remove = async (relation: Relation) => {
    const { kind, otherId, note } = relation;
    try {
      await unrelate(props.customerId, relation);
      toastDone(t("relations.removed", relation.otherName), () => {
        relate(props.customerId, { kind, otherId, ...(note && { note }) }).catch((error) =>
          toastFailed(messageOf(error)),
        );
      });
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };

  return (
    <Section
      title={t("relations.title")}
      action={
        <Show when={mayWrite()}>
          <IconButton icon={Plus} label={t("relations.add")} onClick={() => setAdding(true)} />
        </Show>
      }
    >
      <ul>
        <For each={relations()} fallback={<li class="py-1 text-ink-3">{t("relations.none")}</li>}>
          {(relation) => (
            <li class="grid min-h-8 grid-cols-[7rem_minmax(0,1fr)_auto] items-center gap-x-2">
              <span class="text-ink-3 text-sm">{relationKindWord(relation.kind)}</span>
              <span class="min-w-0 px-2">
                <A href={`/customers/${relation.otherId}`} class="text-accent hover:underline" dir="auto">
                  {relation.otherName}
                </A>
                <Show when={relation.note}>
                  <span class="ms-2 text-ink-3 text-sm">{relation.note}</span>
                </Show>
              </span>
              <Show when={mayWrite()}>
                <IconButton
                  icon={X}
                  size={14}
                  label={t("relations.remove", relation.otherName)}
                  onClick={() => void remove(relation)}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <AddRelation open={adding()} customerId={props.customerId} onClose={() => setAdding(false)} kind={props.kind} />
    </Section>
  );
}
