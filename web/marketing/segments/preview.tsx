import { createEffect, createSignal, Match, on, onCleanup, Switch } from "solid-js";
import type { Rule } from "#core/platform/rules/rule.ts";
import { isolated } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showList, showNumber } from "#web/platform/show.ts";
import { type SegmentId, usePreview } from "./queries.ts";
import { useRuleWords } from "./words.ts";

const REST_MS = 300;

/** How many a rule would find, as it is written. An estimate says that it is one. */
export function Preview(props: { rule: Rule | null; of: SegmentId | undefined }) {
  const words = useRuleWords();
  const [asked, setAsked] = createSignal(props.rule);
  createEffect(
    on(
      () => JSON.stringify(props.rule),
      () => {
        const timer = setTimeout(() => setAsked(props.rule), REST_MS);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: true },
    ),
  );
  const preview = usePreview(asked, () => props.of);
  const found = () => preview.data;
  const count = () => {
    const { isWhole = true, matched = 0, estimate = 0, read = 0 } = found() ?? {};
    return isWhole
      ? t("segments.count", showNumber(matched))
      : t("segments.estimate", showNumber(rounded(estimate)), showNumber(read));
  };
  return (
    <div class="min-h-16 text-sm" aria-live="polite">
      <Switch>
        <Match when={props.rule === null}>
          <p class="text-ink-3">{t("segments.previewEmpty")}</p>
        </Match>
        <Match when={preview.isError}>
          <p class="text-danger">{messageOf(preview.error)}</p>
        </Match>
        <Match when={preview.isPending || !found()}>
          <p class="text-ink-3">{t("filters.counting")}</p>
        </Match>
        <Match when={found()}>
          {(known) => (
            <>
              <p class="flex flex-wrap items-baseline gap-x-3" classList={{ "opacity-60": preview.isFetching }}>
                <span class="font-semibold text-base">{count()}</span>
                <span class="min-w-0 break-words text-ink-2">
                  {t("filters.reading", words.rule(props.rule as Rule))}
                </span>
              </p>
              <p class="mt-1 text-ink-3">
                {known().examples.length > 0
                  ? t("segments.examples", showList(known().examples.map(({ name }) => isolated(name))))
                  : ""}
              </p>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

/** An estimate has two figures that mean something. */
function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.round(value / step) * step;
}
