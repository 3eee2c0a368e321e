import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import type { Rehearsal } from "#core/workspace/imports/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Progress } from "#web/ui/progress.tsx";
import { askRehearsal, beginRehearsal, type ImportRequest } from "./queries.ts";

const WAIT_MS = 400;
const POLL_MS = 700;

/** Looks through the whole file each time what is asked for changes; null while nothing is known yet. */
export function useRehearsal(request: () => ImportRequest | null): () => Rehearsal | null {
  const [state, setState] = createSignal<Rehearsal | null>(null);
  createEffect(
    on(request, (body) => {
      setState(null);
      if (!body) return;
      const abort = new AbortController();
      let timer = setTimeout(() => void begin(), WAIT_MS);
      const begin = async () => {
        try {
          take(await beginRehearsal(body, abort.signal));
        } catch {
          // The preview says what is wrong; counts are an addition to it.
        }
      };
      const poll = async (id: Rehearsal["id"]) => {
        try {
          take(await askRehearsal(id, abort.signal));
        } catch {
          if (!abort.signal.aborted) timer = setTimeout(() => void poll(id), POLL_MS * 4);
        }
      };
      const take = (answer: Rehearsal) => {
        if (abort.signal.aborted) return;
        setState(answer);
        if (answer.state === "running") timer = setTimeout(() => void poll(answer.id), POLL_MS);
      };
      onCleanup(() => {
        abort.abort();
        clearTimeout(timer);
      });
    }),
  );
  return state;
}

const OUTCOMES = ["added", "merged", "skipped", "refused"] as const;

/** Counts over the whole file of what an import would do, and why rows would be refused. */
export function RehearsalCounts(props: { rehearsal: Rehearsal }) {
  const shown = () => OUTCOMES.filter((name) => name === "added" || props.rehearsal[name] > 0);
  const isRunning = () => props.rehearsal.state === "running";
  const repeats = () => props.rehearsal.merged + props.rehearsal.skipped;
  return (
    <section aria-label={t("imports.wholeFile")} aria-live="polite" class="rounded-xl border bg-surface p-4">
      <div class="flex flex-wrap items-baseline gap-x-6 gap-y-2">
        <h3 class="font-semibold">{isRunning() ? t("imports.counting") : t("imports.wholeFile")}</h3>
        <dl class="flex flex-wrap gap-x-6 gap-y-1">
          <For each={shown()}>
            {(name) => (
              <div class="flex items-baseline gap-1.5">
                <dd class="order-first font-semibold text-lg tabular-nums">{showNumber(props.rehearsal[name])}</dd>
                <dt class="text-ink-2">{t(`imports.willBe.${name}`)}</dt>
              </div>
            )}
          </For>
        </dl>
      </div>
      <Show when={isRunning()}>
        <div class="mt-3">
          <Progress
            label={t("imports.counting")}
            part={props.rehearsal.total ? props.rehearsal.rows / props.rehearsal.total : 0}
          />
        </div>
      </Show>
      <Show when={repeats() > 0}>
        <p class="mt-2 text-ink-2 text-sm">
          {t("imports.repeats", showNumber(props.rehearsal.inFile), showNumber(repeats() - props.rehearsal.inFile))}
        </p>
      </Show>
      <Reasons label={t("imports.whyRefused")} counts={props.rehearsal.reasons} />
      <Reasons label={t("imports.notUnderstood")} counts={props.rehearsal.warnings} />
      <Show when={props.rehearsal.error}>
        {(error) => (
          <p role="alert" class="mt-2 text-danger">
            {findWord(`errors.codes.${error().code}`) ?? error().message}
          </p>
        )}
      </Show>
    </section>
  );
}

/** Why, and how often each. */
export function Reasons(props: { label: string; counts: Record<string, number> }) {
  const listed = () => Object.entries(props.counts).sort(([, one], [, other]) => other - one);
  return (
    <Show when={listed().length > 0}>
      <div class="mt-3 text-sm">
        <h4 class="font-medium text-ink-2">{props.label}</h4>
        <ul class="mt-1 space-y-0.5">
          <For each={listed()}>
            {([code, count]) => (
              <li class="flex gap-2">
                <span class="min-w-8 text-end font-medium tabular-nums">{showNumber(count)}</span>
                <span class="text-ink-2">{findWord(`errors.codes.${code}`) ?? code}</span>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
