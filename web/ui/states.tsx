import CircleAlert from "lucide-solid/icons/circle-alert";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { ApiError } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button, type Icon } from "./button.tsx";

/** Nothing here yet: what this is, and one way to begin. */
export function EmptyState(props: { icon: Icon; title: string; text: string; page?: boolean; children?: JSX.Element }) {
  return (
    <div class="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      <span class="mb-4 grid size-12 place-items-center rounded-2xl bg-accent-soft text-accent">
        <Dynamic component={props.icon} size={22} />
      </span>
      <Dynamic component={props.page ? "h1" : "h2"} class="font-semibold text-lg">
        {props.title}
      </Dynamic>
      <p class="mt-1 text-balance text-ink-2">{props.text}</p>
      <Show when={props.children}>
        <div class="mt-5 flex flex-wrap justify-center gap-2">{props.children}</div>
      </Show>
    </div>
  );
}

/** What happened, and a way to try again. The request's id helps whoever is asked. */
export function ErrorState(props: {
  error: unknown;
  title?: string;
  page?: boolean;
  onRetry?: () => void;
  children?: JSX.Element;
}) {
  const requestId = () => (props.error instanceof ApiError ? props.error.requestId : null);
  return (
    <div role="alert" class="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      <span class="mb-4 grid size-12 place-items-center rounded-2xl bg-danger-soft text-danger">
        <CircleAlert size={22} />
      </span>
      <Dynamic component={props.page ? "h1" : "h2"} class="font-semibold text-lg">
        {props.title ?? t("errors.title")}
      </Dynamic>
      <p class="mt-1 text-balance text-ink-2">{messageOf(props.error)}</p>
      <div class="mt-5 flex flex-wrap justify-center gap-2">
        <Show when={props.onRetry}>
          <Button look="primary" onClick={() => props.onRetry?.()}>
            {t("common.tryAgain")}
          </Button>
        </Show>
        {props.children}
      </div>
      <Show when={requestId()}>
        {(id) => (
          <p class="mt-4 text-ink-3 text-xs">
            {t("errors.requestId")} <code class="ltr-text">{id()}</code>
          </p>
        )}
      </Show>
    </div>
  );
}

/** Grey lines where text will be; they stay unseen for the first 150 ms. */
export function Skeleton(props: { lines?: number; class?: string }) {
  return (
    <div class={`appear-late space-y-3 ${props.class ?? ""}`} role="status">
      <span class="sr-only">{t("common.loading")}</span>
      <For each={Array.from({ length: props.lines ?? 4 })}>
        {(_, at) => (
          <div
            class="h-4 animate-[shimmer_1.6s_ease-in-out_infinite] rounded bg-line"
            style={{ "inline-size": `${[92, 74, 84, 61, 79][at() % 5]}%` }}
          />
        )}
      </For>
    </div>
  );
}
