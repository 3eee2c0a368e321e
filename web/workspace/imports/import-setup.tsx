import Sparkles from "lucide-solid/icons/sparkles";
import { batch, createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import type { ImportPreview } from "#core/workspace/imports/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/field.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { DateQuestions, type Dates } from "./date-questions.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { askPreview, begin, type Import, type ImportRequest } from "./queries.ts";
import { regionChoices } from "./regions.ts";
import { RehearsalCounts, useRehearsal } from "./rehearsal-counts.tsx";

type SetupProps = {
  uploadId: ImportRequest["uploadId"];
  fileName: string;
  kind: ImportKind;
  onStarted: (started: Import) => void;
  onCancel: () => void;
};

/** One kind of record that can be imported, and what a column of it can be. */
export type ImportKind = {
  as: ImportRequest["as"];
  fields: readonly string[];
  fieldWord: (field: string) => string;
  /** Where what was imported can be seen. */
  listHref: string;
};

type Policy = NonNullable<ImportRequest["onDuplicate"]>;

/** What each column is, how duplicates are met, and what will happen to the first rows. */
export function ImportSetup(props: SetupProps) {
  const [fields, setFields] = createSignal<(string | null)[] | undefined>();
  const [region, setRegion] = createSignal<string | undefined>();
  const [sheet, setSheet] = createSignal<string | undefined>();
  const [dates, setDates] = createSignal<Dates>([]);
  const [createCustomers, setCreateCustomers] = createSignal(false);
  const [policy, setPolicy] = createSignal<Policy>("merge");
  const [preview, setPreview] = createSignal<ImportPreview | null>(null);
  const [asking, setAsking] = createSignal(true);
  const [problem, setProblem] = createSignal<unknown>(null);
  const [starting, setStarting] = createSignal(false);
  const [tries, setTries] = createSignal(0);

  const request = (): ImportRequest => ({
    uploadId: props.uploadId,
    as: props.kind.as,
    onDuplicate: policy(),
    ...(fields() && { fields: fields() }),
    ...(region() && { region: region() }),
    ...(sheet() !== undefined && { sheet: sheet() }),
    ...(createCustomers() && { createCustomers: true }),
    ...(dates().length > 0 && { dates: dates() }),
  });
  const isNothingChosen = () => preview()?.columns.every(({ field }) => field === null) ?? false;
  /** What was shown is what is counted and done: the guesses are sent as they stood. */
  const shownRequest = (): ImportRequest | null => {
    const shown = preview();
    if (!shown || asking() || isNothingChosen()) return null;
    return { ...request(), fields: shown.columns.map(({ field }) => field), region: shown.region };
  };
  const rehearsal = useRehearsal(createMemo(shownRequest));
  const openQuestions = () => {
    const found = rehearsal()?.asks ?? [];
    return (preview()?.columns ?? []).some((column, at) => column.asks || found.some((one) => one.column === at));
  };
  const answer = (column: number, said: NonNullable<Dates[number]>) => {
    const width = preview()?.columns.length ?? 0;
    setDates(Array.from({ length: width }, (_, at) => (at === column ? said : (dates()[at] ?? null))));
  };
  const leftOut = () => (preview()?.columns ?? []).filter(({ field }) => field === null).map(({ heading }) => heading);

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
    // What was chosen last may still be on its way to the preview.
    const now = fields() ?? preview()?.columns.map((one) => one.field) ?? [];
    setFields(now.map((known, at) => (at === column ? field : known)));
  };
  const start = async () => {
    setStarting(true);
    try {
      props.onStarted(await begin(shownRequest() ?? request()));
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
          <Button
            look="primary"
            busy={starting()}
            disabled={!preview() || asking() || isNothingChosen() || openQuestions()}
            onClick={() => void start()}
          >
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
            <Show when={shown().mapping !== "guessed" && shown().mapping !== "given"}>
              <p class="flex items-center gap-2 text-ink-2">
                <Sparkles size={16} class="shrink-0 text-accent" />
                {shown().mapping === "remembered"
                  ? t("imports.asLastTime")
                  : t("imports.recognised", findWord(`imports.products.${shown().product}`) ?? shown().product ?? "")}
              </p>
            </Show>
            <DateQuestions columns={shown().columns} dates={dates()} asks={rehearsal()?.asks ?? []} onAnswer={answer} />
            <Show when={rehearsal()}>{(counted) => <RehearsalCounts rehearsal={counted()} />}</Show>
            <div class="grid gap-4 sm:grid-cols-2 lg:max-w-2xl">
              <Show
                when={props.kind.as === "customers"}
                fallback={
                  <div class="self-center">
                    <Toggle
                      label={t("imports.createCustomers")}
                      checked={createCustomers()}
                      onChange={setCreateCustomers}
                    />
                    <p class="mt-1 text-ink-3 text-sm">{t("imports.createCustomersHint")}</p>
                  </div>
                }
              >
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
              </Show>
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
                      setDates([]);
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
            <Show when={isNothingChosen()}>
              <p role="status" class="rounded-lg bg-warn-soft px-3 py-2 text-warn">
                {findWord("errors.codes.import.no_fields")}
              </p>
            </Show>
            <PreviewTable
              preview={shown()}
              fields={props.kind.fields}
              fieldWord={props.kind.fieldWord}
              stale={asking()}
              onField={choose}
            />
            <Show when={leftOut().length > 0}>
              <p class="text-ink-2 text-sm">
                <span class="font-medium">{t("imports.notImported")}</span>{" "}
                <bdi>
                  {leftOut()
                    .map((heading) => heading || "–")
                    .join(t("common.comma"))}
                </bdi>
              </p>
            </Show>
            <p class="text-ink-3 text-sm">
              {shown().rows.length === 0
                ? t("imports.noRows")
                : t("imports.readAs", shown().encoding?.toUpperCase() ?? "XLSX", shown().rows.length)}
            </p>
          </>
        )}
      </Show>
    </section>
  );
}
