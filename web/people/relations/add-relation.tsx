import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import type { RelationKind } from "#core/people/relations/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showDigits } from "#web/platform/show.ts";
import { Avatar } from "#web/ui/avatar.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { type Found, find } from "#web/workspace/search/index.ts";
import { relate, unrelate } from "./queries.ts";
import { relationKindChoices } from "./words.ts";

type AddProps = { open: boolean; customerId: Customer["id"]; kind: Customer["kind"]; onClose: () => void };

export function AddRelation(props: AddProps) {
  return (
    <Show when={props.open}>
      <OpenDialog {...props} />
    </Show>
  );
}

function OpenDialog(props: AddProps) {
  const [kind, setKind] = createSignal<RelationKind>(props.kind === "person" ? "worksAt" : "employs");
  const [text, setText] = createSignal("");
  const [note, setNote] = createSignal("");
  const [found, setFound] = createSignal<readonly Found[]>([]);
  const [other, setOther] = createSignal<Found | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);

  createEffect(
    on(text, (typed) => {
      const name = typed.trim();
      if (name.length < 2) return setFound([]);
      const abort = new AbortController();
      const timer = setTimeout(() => {
        // A hint while typing: when it cannot be had, the next letter asks again.
        find(name, abort.signal).then(
          (items) => setFound(items.filter((one) => one.entity === "customer" && one.id !== props.customerId)),
          () => {},
        );
      }, 200);
      onCleanup(() => {
        clearTimeout(timer);
        abort.abort();
      });
    }),
  );

  const save = async () => {
    const chosen = other();
    if (!chosen) return setProblem(t("relations.chooseFirst"));
    setBusy(true);
    try {
      const { customerId } = props;
      const added = await relate(customerId, {
        kind: kind(),
        otherId: chosen.id as Customer["id"],
        ...(note().trim() && { note: note().trim() }),
      });
      toastDone(t("relations.added", chosen.label), () => {
        unrelate(customerId, added).catch((error) => toastFailed(messageOf(error)));
      });
      props.onClose();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      title={t("relations.add")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="new-relation" look="primary" busy={busy()}>
            {t("relations.submit")}
          </Button>
        </>
      }
    >
      <form
        id="new-relation"
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SelectField
          label={t("relations.kind")}
          value={kind()}
          choices={relationKindChoices()}
          onChange={(event) => setKind(event.currentTarget.value as RelationKind)}
        />
        <div>
          <TextField
            label={t("relations.other")}
            hint={t("relations.otherHint")}
            error={problem() ?? undefined}
            dir="auto"
            autocomplete="off"
            value={other()?.label ?? text()}
            onInput={(event) => {
              setOther(null);
              setProblem(null);
              setText(event.currentTarget.value);
            }}
          />
          <ul class="mt-1 max-h-56 overflow-y-auto" aria-label={t("relations.found")}>
            <Show when={!other()}>
              <For each={found()}>
                {(one) => (
                  <li>
                    <button
                      type="button"
                      class="flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-start hover:bg-hover"
                      onClick={() => {
                        setProblem(null);
                        setOther(one);
                      }}
                    >
                      <Avatar name={one.label} square={one.kind === "organisation"} />
                      <span class="min-w-0 flex-1 truncate">
                        <bdi>{one.label}</bdi>
                      </span>
                      {/* A number follows the digits of the language; an address has its own. */}
                      <span class="ltr-text text-ink-3 text-sm">
                        {one.hint?.includes("@") ? one.hint : showDigits(one.hint ?? "")}
                      </span>
                    </button>
                  </li>
                )}
              </For>
            </Show>
          </ul>
        </div>
        <TextField
          label={t("relations.note")}
          hint={t("relations.noteHint")}
          dir="auto"
          maxlength={80}
          value={note()}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  );
}
