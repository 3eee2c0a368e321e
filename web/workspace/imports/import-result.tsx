import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import Download from "lucide-solid/icons/download";
import Undo2 from "lucide-solid/icons/undo-2";
import { type Component, createEffect, Match, on, Show, Suspense, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import { getLeftRecords, getRefusedRows } from "#core/workspace/imports/index.ts";
import { addressOf } from "#web/platform/api.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { ButtonLink } from "#web/ui/button.tsx";
import { Progress } from "#web/ui/progress.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { ImportSteering } from "./import-steering.tsx";
import { forgetWhatChanged, type Import, isUnderWay, useImport } from "./queries.ts";
import { Reasons } from "./rehearsal-counts.tsx";

/** What an import did, or has done so far: «269 added, 17 merged, 14 refused». */
export function resultText(one: Import): string {
  const counts = (["added", "merged", "skipped", "refused"] as const).filter((name) => one[name] > 0);
  if (counts.length === 0) return t("imports.nothing");
  return counts.map((name) => t(`imports.counts.${name}`, showNumber(one[name]))).join(t("common.comma"));
}

export type AfterImportProps = { one: Import };
/** What a higher room offers to do with whom an import brought. */
export type AfterImport = Component<AfterImportProps>;

/** One import while it runs and after. It runs on the server: the page may be left and found again. */
export function ImportResult(props: { id: Import["id"]; listHref: string; After?: AfterImport | undefined }) {
  const one = useImport(() => props.id);
  createEffect(
    on(
      () => one.isSuccess && one.data && isUnderWay(one.data),
      (goesOn, before) => {
        if (before && !goesOn) forgetWhatChanged();
      },
    ),
  );
  return (
    <Switch>
      <Match when={one.isPending}>
        <Skeleton lines={4} />
      </Match>
      <Match when={one.isError && !one.data}>
        <ErrorState error={one.error} onRetry={() => void one.refetch()}>
          <ButtonLink href="/imports">{t("imports.toAll")}</ButtonLink>
        </ErrorState>
      </Match>
      <Match when={one.data}>
        {(shown) => (
          <section aria-label={t("imports.result")} class="rounded-2xl border bg-surface p-6 md:p-8">
            <p class="text-ink-3 text-sm">
              <bdi>{shown().fileName}</bdi>
            </p>
            <div aria-live="polite">
              <Switch>
                <Match when={shown().state === "running"}>
                  <h2 class="mt-1 font-semibold text-xl">{t("imports.running")}</h2>
                  <p class="mt-1 mb-4 text-ink-2">{resultText(shown())}</p>
                  <Progress label={t("imports.running")} part={partOf(shown())} />
                  <p class="mt-3 text-ink-3 text-sm">{t("imports.mayLeave")}</p>
                </Match>
                <Match when={shown().revert}>{(revert) => <Reverting one={shown()} revert={revert()} />}</Match>
                <Match when={shown().state === "paused" || shown().state === "cancelled"}>
                  <h2 class="mt-1 font-semibold text-xl">{t(`imports.${shown().state as "paused" | "cancelled"}`)}</h2>
                  <p class="mt-1 mb-4 text-ink-2">{t("imports.soFar", resultText(shown()))}</p>
                  <Progress label={t("imports.running")} part={partOf(shown())} />
                </Match>
                <Match when={shown().state === "failed"}>
                  <h2 class="mt-1 flex items-center gap-2 font-semibold text-danger text-xl">
                    <CircleAlert size={22} />
                    {t("imports.failed")}
                  </h2>
                  <p class="mt-1 text-ink-2">
                    {findWord(`errors.codes.${shown().error?.code}`) ?? shown().error?.message}
                  </p>
                  <p class="mt-1 text-ink-2">{t("imports.soFar", resultText(shown()))}</p>
                </Match>
                <Match when={true}>
                  <h2 class="mt-1 flex items-center gap-2.5 font-semibold text-xl">
                    <CircleCheck size={22} class="shrink-0 text-accent" />
                    {resultText(shown())}
                  </h2>
                  <p class="mt-1 text-ink-2">{t("imports.rowsRead", showNumber(shown().rows))}</p>
                </Match>
              </Switch>
            </div>
            <Show when={shown().state !== "running" && !shown().revert}>
              <Reasons label={t("imports.whyWereRefused")} counts={shown().reasons} />
            </Show>
            <Show when={!isUnderWay(shown())}>
              <div class="mt-6 flex flex-wrap gap-2">
                <Show when={shown().refusedFile}>
                  <ButtonLink
                    href={addressOf(getRefusedRows, { params: { id: shown().id } })}
                    icon={Download}
                    look="primary"
                    download
                  >
                    {t("imports.downloadRefused")}
                  </ButtonLink>
                </Show>
                <ButtonLink href={props.listHref} look={shown().refusedFile ? "plain" : "primary"}>
                  {t("imports.seeCustomers")}
                </ButtonLink>
                <Show when={shown().state === "done" && !shown().revert && props.After}>
                  {(After) => (
                    <Suspense>
                      <Dynamic component={After()} one={shown()} />
                    </Suspense>
                  )}
                </Show>
                <ButtonLink href="/imports" look="quiet">
                  {t("imports.next")}
                </ButtonLink>
              </div>
            </Show>
            <ImportSteering one={shown()} />
          </section>
        )}
      </Match>
    </Switch>
  );
}

function partOf({ rows, total, bytesRead, bytes }: Import): number {
  return total ? rows / total : bytesRead / Math.max(1, bytes);
}

/** How far a revert is, what it took back, and what it left alone. */
function Reverting(props: { one: Import; revert: NonNullable<Import["revert"]> }) {
  const done = () =>
    (["removed", "restored", "left"] as const)
      .filter((name) => props.revert[name] > 0)
      .map((name) => t(`imports.reverted.${name}`, showNumber(props.revert[name])))
      .join(t("common.comma")) || t("imports.nothingReverted");
  const part = () =>
    (props.revert.removed + props.revert.restored + props.revert.left) /
    Math.max(1, props.one.added + props.one.merged);
  return (
    <>
      <h2 class="mt-1 flex items-center gap-2.5 font-semibold text-xl">
        <Undo2 size={22} class="shrink-0 text-accent" />
        {t(`imports.revertStates.${props.revert.state}`)}
      </h2>
      <p class="mt-1 mb-3 text-ink-2">{done()}</p>
      <Show when={props.revert.state === "running"}>
        <Progress label={t("imports.revertStates.running")} part={part()} />
      </Show>
      <Show when={props.revert.left > 0}>
        <p class="mb-3 text-ink-2">{t("imports.leftText")}</p>
        <Show when={props.revert.leftFile}>
          <ButtonLink href={addressOf(getLeftRecords, { params: { id: props.one.id } })} icon={Download} download>
            {t("imports.downloadLeft")}
          </ButtonLink>
        </Show>
      </Show>
    </>
  );
}
