import { batch, createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import type { ImportPreview } from "#core/workspace/imports/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/field.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { askPreview, begin, type Import, type ImportRequest } from "./queries.ts";
import { regionChoices } from "./regions.ts";

type SetupProps = {
  uploadId: ImportRequest["uploadId"];
  fileName: string;
  as: ImportRequest["as"];
  fields: readonly string[];
  fieldWord: (field: string) => string;
  onStarted: (started: Import) => void;
  onCancel: () => void;
};

type Policy = NonNullable<ImportRequest["onDuplicate"]>;

/** What each column is, how duplicates are met, and what will happen to the first rows. */
export function ImportSetup(props: SetupProps) {
  const [fields, setFields] = createSignal<(string | null)[] | undefined>();
  const [region, setRegion] = createSignal<string | undefined>();
  const [sheet, setSheet] = createSignal<string | undefined>();
  const [policy, setPolicy] = createSignal<Policy>("merge");
  const [preview, setPreview] = createSignal<ImportPreview | null>(null);
  const [asking, setAsking] = createSignal(true);
  const [problem, setProblem] = createSignal<unknown>(null);
  const [starting, setStarting] = createSignal(false);
  const [tries, setTries] = createSignal(0);

  const request = (): ImportRequest => ({
    uploadId: props.uploadId,
    as: props.as,
    onDuplicate: policy(),
    ...(fields() && { fields: fields() }),
    ...(region() && { region: region() }),
    ...(sheet() !== undefined && { sheet: sheet() }),
  });

  createEffect(
    on([request, tries], () => {
      const abort = new AbortController();
      setAsking(true);
      askPreview(request(), abort.signal).then(
        (answer) => {
          setPreview(answer);
          setProblem(null);
          setAsking(false);
        },
        (error) => {
          if (abort.signal.aborted) return;
          setProblem(error);
          setAsking(false);
        },
      );
      onCleanup(() => abort.abort());
    }),
  );

  const choose = (column: number, field: string | null) => {
    const now = preview()?.columns.map((one) => one.field) ?? [];
    setFields(now.map((known, at) => (at === column ? field : known)));
  };
  const start = async () => {
    setStarting(true);
    try {
      // What was shown is what is done: the guesses are sent as they stood.
      const shown = preview();
      const columns = shown?.columns.map((column) => column.field);
      props.onStarted(
        await begin({ ...request(), ...(columns && { fields: columns }), ...(shown && { region: shown.region }) }),
      );
    } catch (error) {
      setProblem(error);
      setStarting(false);
    }
  };

  return (
    <section aria-label={t("imports.setup")} class="space-y-5">
      <div class="flex flex-wrap items-end justify-between gap-4">
        <div class="min-w-0">
          <h2 class="truncate font-semibold text-lg">
            <bdi>{props.fileName}</bdi>
          </h2>
          <p class="text-ink-2">{t("imports.setupText")}</p>
        </div>
        <div class="flex gap-2">
          <Button look="quiet" onClick={props.onCancel}>
            {t("imports.another")}
          </Button>
          <Button look="primary" busy={starting()} disabled={!preview() || asking()} onClick={() => void start()}>
            {t("imports.start")}
          </Button>
        </div>
      </div>
      <Show
        when={preview()}
        fallback={
          <Show when={problem()} fallback={<Skeleton lines={8} />}>
            <ErrorState error={problem()} onRetry={() => setTries(tries() + 1)}>
              <Button onClick={props.onCancel}>{t("imports.another")}</Button>
            </ErrorState>
          </Show>
        }
      >
        {(shown) => (
          <>
            <div class="grid gap-4 sm:grid-cols-2 lg:max-w-2xl">
              <SelectField
                label={t("imports.onDuplicate")}
                value={policy()}
                hint={t(`imports.policyHints.${policy()}`)}
                choices={(["merge", "skip", "add"] as const).map((value) => ({
                  value,
                  label: t(`imports.policies.${value}`),
                }))}
                onChange={(event) => setPolicy(event.currentTarget.value as Policy)}
              />
              <SelectField
                label={t("imports.region")}
                value={shown().region}
                hint={t("imports.regionHint")}
                choices={regionChoices(shown().region)}
                onChange={(event) => setRegion(event.currentTarget.value)}
              />
              <Show when={shown().sheets.length > 1}>
                <SelectField
                  label={t("imports.sheet")}
                  value={shown().sheet ?? ""}
                  choices={shown().sheets.map((value) => ({ value, label: value }))}
                  onChange={(event) => {
                    const name = event.currentTarget.value;
                    // Another sheet has other columns.
                    batch(() => {
                      setFields(undefined);
                      setSheet(name);
                    });
                  }}
                />
              </Show>
            </div>
            <Show when={problem()}>
              <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
                {messageOf(problem())}
              </p>
            </Show>
            <PreviewTable
              preview={shown()}
              fields={props.fields}
              fieldWord={props.fieldWord}
              stale={asking()}
              onField={choose}
            />
            <p class="text-ink-3 text-sm">
              {t("imports.readAs", shown().encoding?.toUpperCase() ?? "XLSX", shown().rows.length)}
            </p>
          </>
        )}
      </Show>
    </section>
  );
}
