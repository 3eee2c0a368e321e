import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import { createSignal, For, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import type { DuplicatePair } from "#core/people/duplicates/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { type Choices, choicesToSend, differencesOf, type Side } from "./differences.ts";
import { FieldChoice } from "./field-choice.tsx";
import { type Merge, merge, useBoth } from "./queries.ts";

type CompareProps = { pair: DuplicatePair; onClose: () => void; onMerged: (merged: Merge & { name: string }) => void };

/** The two records field by field: what is the same is passed over, of what differs one chooses. */
export function CompareDialog(props: CompareProps) {
  const both = useBoth(() => props.pair);
  useFields();
  return (
    <Show
      when={both.data}
      fallback={
        <Dialog open wide title={t("duplicates.compareTitle")} onClose={props.onClose}>
          <Show when={both.isError} fallback={<Skeleton lines={6} />}>
            <ErrorState error={both.error} onRetry={() => void both.refetch()} />
          </Show>
        </Dialog>
      }
    >
      {(records) => <Compare {...props} a={records()[0]} b={records()[1]} onReload={() => void both.refetch()} />}
    </Show>
  );
}

function Compare(props: CompareProps & { a: Customer; b: Customer; onReload: () => void }) {
  const [survivor, setSurvivor] = createSignal<Side>("a");
  const [chosen, setChosen] = createSignal<Choices>({});
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const differences = () => differencesOf(props.a, props.b, survivor());
  const choiceOf = (field: string, recommended: Choices[string]) => chosen()[field] ?? recommended;
  const stays = () => (survivor() === "a" ? props.a : props.b);
  const goes = () => (survivor() === "a" ? props.b : props.a);

  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const choices = Object.fromEntries(
        differences().map(({ field, recommended }) => [field, choiceOf(field, recommended)]),
      );
      await merge({
        survivorId: stays().id,
        absorbedId: goes().id,
        survivorVersion: stays().version,
        absorbedVersion: goes().version,
        choices: choicesToSend(choices, survivor()),
      });
      props.onMerged({ survivorId: stays().id, absorbedId: goes().id, name: stays().name });
    } catch (error) {
      setProblem(messageOf(error));
      props.onReload();
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      wide
      title={t("duplicates.compareTitle")}
      onClose={props.onClose}
      footer={
        <>
          <p class="me-auto text-ink-3 text-sm max-sm:hidden">{t("duplicates.canUndo")}</p>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="merge-choices" look="primary" busy={busy()}>
            {t("duplicates.merge")}
          </Button>
        </>
      }
    >
      <form
        id="merge-choices"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl bg-sunk px-3.5 py-2.5">
          <p class="min-w-0 flex-1 text-ink-2">
            {t("duplicates.stays", `\u2068${stays().name}\u2069`, `\u2068${goes().name}\u2069`)}
          </p>
          <Button
            size="small"
            icon={ArrowLeftRight as Icon}
            onClick={() => setSurvivor(survivor() === "a" ? "b" : "a")}
          >
            {t("duplicates.swap")}
          </Button>
        </div>
        <Show when={problem()}>
          <p role="alert" class="mb-3 rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
        <div class="divide-y">
          <For
            each={differences().map(({ field }) => field)}
            fallback={<p class="text-ink-2">{t("duplicates.same")}</p>}
          >
            {(field) => {
              const difference = () => differences().find((one) => one.field === field);
              return (
                <Show when={difference()}>
                  {(shown) => (
                    <FieldChoice
                      difference={shown()}
                      kind={stays().kind}
                      value={choiceOf(field, shown().recommended)}
                      onChange={(choice) => setChosen((all) => ({ ...all, [field]: choice }))}
                    />
                  )}
                </Show>
              );
            }}
          </For>
        </div>
        <Show when={differences().length > 0}>
          <p class="mt-3 text-ink-3 text-sm">{t("duplicates.restSame")}</p>
        </Show>
      </form>
    </Dialog>
  );
}
