import Plus from "lucide-solid/icons/plus";
import Restore from "lucide-solid/icons/rotate-ccw";
import Shapes from "lucide-solid/icons/shapes";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { FieldDialog } from "./field-dialog.tsx";
import { FieldRow } from "./field-row.tsx";
import { editField, setRetired, useFields, useFilling } from "./queries.ts";
import { fieldLabel, typeWord } from "./words.ts";

/** The fields of one's own: made, ordered, changed, put away and brought back. */
export default function FieldsPage() {
  const fields = useFields();
  const can = useCan();
  const [editing, setEditing] = createSignal<{ field: CustomField | null } | null>(null);
  const [dragged, setDragged] = createSignal<CustomField | null>(null);
  useTitle(() => t("fields.title"));
  const inUse = () => fields.data?.items.filter(({ retiredAt }) => !retiredAt) ?? [];
  const retired = () => fields.data?.items.filter(({ retiredAt }) => retiredAt) ?? [];
  const filling = useFilling(() => inUse().some(({ fillingSince }) => fillingSince !== undefined));
  const mayManage = () => can("fields.manage");

  const move = async (field: CustomField, to: number) => {
    const others = inUse().filter(({ id }) => id !== field.id);
    const before = others[to]?.id ?? null;
    if (to < 0 || to > others.length || inUse()[to]?.id === field.id) return;
    try {
      await editField(field.id, { version: field.version, before });
      queueMicrotask(() => document.getElementById(`${field.id}-name`)?.focus());
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const change = async (field: CustomField, away: boolean) => {
    try {
      await setRetired(field, away);
      const said = t(away ? "fields.wasRetired" : "fields.wasRestored", fieldLabel(field));
      if (away) toastDone(said, () => void change(field, false));
      else toastDone(said);
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const CreateButton = () => (
    <Show when={mayManage()}>
      <Button look="primary" icon={Plus} onClick={() => setEditing({ field: null })}>
        {t("fields.create")}
      </Button>
    </Show>
  );

  return (
    <>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("fields.ofCustomers")}</h2>
          <p class="max-w-xl text-ink-2">{t("fields.text")}</p>
        </div>
        <Show when={(fields.data?.items.length ?? 0) > 0}>
          <CreateButton />
        </Show>
      </div>
      <Switch>
        <Match when={fields.isPending}>
          <Skeleton lines={4} />
        </Match>
        <Match when={fields.isError && !fields.data}>
          <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />
        </Match>
        <Match when={fields.data?.items.length === 0}>
          <EmptyState icon={Shapes} title={t("fields.none")} text={t("fields.noneText")}>
            <CreateButton />
          </EmptyState>
        </Match>
        <Match when={fields.data}>
          {(shown) => (
            <>
              <ul class="divide-y border-y" aria-label={t("fields.ofCustomers")}>
                <For each={inUse()}>
                  {(field, at) => (
                    <FieldRow
                      field={field}
                      readOnly={!mayManage()}
                      filled={filling.data?.[field.id]}
                      first={at() === 0}
                      last={at() === inUse().length - 1}
                      onEdit={() => setEditing({ field })}
                      onRetire={() => void change(field, true)}
                      onMove={(by) => void move(field, at() + by)}
                      onDrag={(on) => setDragged(on ? field : null)}
                      onDrop={() => {
                        const one = dragged();
                        setDragged(null);
                        if (one && one.id !== field.id) void move(one, at());
                      }}
                    />
                  )}
                </For>
              </ul>
              <p class="mt-3 text-ink-3 text-sm">
                {t(
                  "fields.use",
                  showNumber(shown().use.fields),
                  showNumber(shown().use.limits.fields),
                  showNumber(shown().use.inLists),
                  showNumber(shown().use.limits.inLists),
                  showNumber(shown().use.cardBytes),
                  showNumber(shown().use.limits.cardBytes),
                )}
              </p>
              <Show when={retired().length > 0}>
                <section class="mt-8" aria-label={t("fields.retired")}>
                  <h3 class="font-semibold">{t("fields.retired")}</h3>
                  <p class="text-ink-2 text-sm">{t("fields.retiredText")}</p>
                  <ul class="mt-2 divide-y border-y">
                    <For each={retired()}>
                      {(field) => (
                        <li class="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-2 py-1.5 text-ink-3">
                          <span class="min-w-0 flex-1 truncate">
                            <bdi>{fieldLabel(field)}</bdi> <span class="text-sm">{typeWord(field.type)}</span>
                          </span>
                          <Show when={mayManage()}>
                            <Button size="small" icon={Restore} onClick={() => void change(field, false)}>
                              {t("fields.restore")}
                            </Button>
                          </Show>
                        </li>
                      )}
                    </For>
                  </ul>
                </section>
              </Show>
            </>
          )}
        </Match>
      </Switch>
      <Show when={editing()} keyed>
        {(one) => <FieldDialog field={one.field} onClose={() => setEditing(null)} />}
      </Show>
    </>
  );
}
