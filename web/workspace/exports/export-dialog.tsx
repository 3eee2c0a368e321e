import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { Skeleton } from "#web/ui/states.tsx";
import { ExportProgress } from "./export-progress.tsx";
import { begin, type Export, type ExportKind, type ExportRequest, useExportColumns } from "./queries.ts";

type Question = Pick<ExportRequest, "filter" | "sort" | "reverse" | "archived" | "ids">;

type ExportDialogProps = {
  open: boolean;
  onClose: () => void;
  /** Whose list: as the page shows it, or only those named in `ids`. */
  question: Question;
  /** What is exported, in words: «۱۲ مشتری برگزیده», «همهٔ مشتریان این نما». */
  summary: string;
};

/** Asks how a list is to be exported, then tells how far it is and gives the file. */
export function ExportDialog(props: ExportDialogProps) {
  return (
    <Show when={props.open}>
      <OpenDialog {...props} />
    </Show>
  );
}

function OpenDialog(props: ExportDialogProps) {
  const [of, setOf] = createSignal<ExportKind>("customers");
  const [format, setFormat] = createSignal<"xlsx" | "csv">("xlsx");
  const [dates, setDates] = createSignal<"own" | "iso">("own");
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [started, setStarted] = createSignal<Export["id"] | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const columns = useExportColumns(of);
  const chosen = () => (columns.data ?? []).filter(({ name }) => !left().has(name)).map(({ name }) => name);
  const start = async () => {
    if (columns.data && chosen().length === 0) return setProblem(t("exports.noColumns"));
    setBusy(true);
    setProblem(null);
    try {
      const some = left().size > 0 && columns.data ? { columns: chosen() } : {};
      const one = await begin({
        ...props.question,
        ...some,
        of: of(),
        format: format(),
        dates: dates(),
        language: locale(),
      });
      setStarted(one.id);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const turn = (name: string, on: boolean) => {
    const next = new Set(left());
    if (on) next.delete(name);
    else next.add(name);
    setLeft(next);
  };
  const footer = (
    <Show
      when={!started()}
      fallback={
        <Button look="quiet" onClick={props.onClose}>
          {t("common.close")}
        </Button>
      }
    >
      <Button look="quiet" onClick={props.onClose}>
        {t("common.cancel")}
      </Button>
      <Button look="primary" busy={busy()} onClick={() => void start()}>
        {t("exports.start")}
      </Button>
    </Show>
  );
  return (
    <Dialog open title={t("exports.dialog")} onClose={props.onClose} footer={footer}>
      <Show when={started()} fallback={setup()}>
        {(id) => <ExportProgress id={id()} />}
      </Show>
    </Dialog>
  );

  function setup() {
    return (
      <div class="space-y-5">
        <p class="text-ink-2">{props.summary}</p>
        <Choice label={t("exports.what")}>
          <Segmented
            label={t("exports.what")}
            value={of()}
            choices={(["customers", "interactions"] as const).map((value) => ({
              value,
              label: t(`exports.kinds.${value}`),
            }))}
            onChange={(value) => {
              setLeft(new Set<string>());
              setOf(value);
            }}
          />
        </Choice>
        <Choice label={t("exports.format")} hint={t(`exports.formatHints.${format()}`)}>
          <Segmented
            label={t("exports.format")}
            value={format()}
            choices={[
              { value: "xlsx", label: "XLSX" },
              { value: "csv", label: "CSV" },
            ]}
            onChange={setFormat}
          />
        </Choice>
        <Choice label={t("exports.dates")} hint={t(`exports.datesHints.${dates()}`)}>
          <Segmented
            label={t("exports.dates")}
            value={dates()}
            choices={[
              { value: "own", label: t("exports.datesOwn") },
              { value: "iso", label: t("exports.datesIso") },
            ]}
            onChange={setDates}
          />
        </Choice>
        <fieldset>
          <legend class="mb-1.5 flex w-full items-center gap-3 font-medium text-ink-2 text-sm">
            {t("exports.columns")}
            <Show when={columns.data}>
              {(all) => (
                <button
                  type="button"
                  class="font-normal text-accent hover:underline"
                  onClick={() => setLeft(left().size > 0 ? new Set<string>() : new Set(all().map(({ name }) => name)))}
                >
                  {t(left().size > 0 ? "exports.allColumns" : "exports.noneOfColumns")}
                </button>
              )}
            </Show>
          </legend>
          <Switch>
            <Match when={columns.isPending}>
              <Skeleton lines={3} />
            </Match>
            <Match when={columns.isError}>
              <p role="alert" class="text-danger text-sm">
                {messageOf(columns.error)}
              </p>
            </Match>
            <Match when={columns.data}>
              {(all) => (
                <ul class="grid grid-cols-2 gap-x-3 rounded-lg border p-2 sm:grid-cols-3">
                  <For each={all()}>
                    {({ name, heading }) => (
                      <li>
                        <label class="flex min-h-8 cursor-pointer items-center gap-2 rounded px-1.5 py-1 text-sm hover:bg-hover">
                          <input
                            type="checkbox"
                            class="size-4 shrink-0 accent-accent"
                            checked={!left().has(name)}
                            onChange={(event) => turn(name, event.currentTarget.checked)}
                          />
                          <span dir="auto" class="min-w-0 truncate">
                            {heading}
                          </span>
                        </label>
                      </li>
                    )}
                  </For>
                </ul>
              )}
            </Match>
          </Switch>
        </fieldset>
        <Show when={problem()}>
          {(text) => (
            <p role="alert" class="text-danger">
              {text()}
            </p>
          )}
        </Show>
      </div>
    );
  }
}

function Choice(props: { label: string; hint?: string; children: JSX.Element }) {
  return (
    <div>
      <p aria-hidden="true" class="mb-1 font-medium text-ink-2 text-sm">
        {props.label}
      </p>
      {props.children}
      <Show when={props.hint}>
        <p class="mt-1 text-ink-3 text-sm">{props.hint}</p>
      </Show>
    </div>
  );
}
