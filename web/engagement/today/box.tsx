import { type JSX, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";

/** One of the small lists beside the day's work; what could not be read says so and is asked for again. */
export function Box(props: {
  title: string;
  more?: JSX.Element;
  failed?: boolean;
  onRetry?: () => void;
  children?: JSX.Element;
}) {
  return (
    <section>
      <div class="flex items-baseline justify-between gap-3 pb-1.5">
        <h2 class="font-semibold">{props.title}</h2>
        <span class="shrink-0 text-sm">{props.more}</span>
      </div>
      <Show
        when={!props.failed}
        fallback={
          <p role="alert" class="rounded-xl border px-3.5 py-2.5 text-ink-2 text-sm">
            {t("today.notLoaded")}{" "}
            <button type="button" class="rounded text-accent hover:underline" onClick={() => props.onRetry?.()}>
              {t("common.tryAgain")}
            </button>
          </p>
        }
      >
        <ul class="divide-y rounded-xl border bg-surface">{props.children}</ul>
      </Show>
    </section>
  );
}
