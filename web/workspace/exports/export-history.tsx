import Download from "lucide-solid/icons/download";
import { For, Match, Show, Switch } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { showInstant, showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { ButtonLink } from "#web/ui/button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { failureText, sizeText } from "./export-progress.tsx";
import { type Export, fileAddress, useExports } from "./queries.ts";

/** Exports of the last seven days, with their files. */
export function ExportHistory() {
  const exports = useExports();
  return (
    <section aria-label={t("exports.history")}>
      <h2 class="font-semibold">{t("exports.history")}</h2>
      <p class="mt-1 mb-2 text-ink-2">{t("exports.historyText")}</p>
      <Switch>
        <Match when={exports.isPending}>
          <Skeleton lines={3} />
        </Match>
        <Match when={exports.isError}>
          <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />
        </Match>
        <Match when={exports.data}>
          {(list) => (
            <ul class="divide-y border-y">
              <For each={list()} fallback={<li class="py-3 text-ink-3">{t("exports.none")}</li>}>
                {(one) => <Line one={one} />}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
    </section>
  );
}

function Line(props: { one: Export }) {
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <div class="min-w-0 flex-1">
        <p class="font-medium">
          {t(`exports.kinds.${props.one.of}`)}{" "}
          <span class="ms-1 text-ink-3 text-sm uppercase" dir="ltr">
            {props.one.format}
          </span>
        </p>
        <p class="text-ink-2 text-sm">
          <Show when={props.one.state !== "done"}>
            <span class={props.one.state === "failed" ? "text-danger" : "text-accent"}>
              {props.one.state === "failed" ? failureText(props.one) : t(`exports.states.${props.one.state}`)}
            </span>
            {" · "}
          </Show>
          {t("exports.rowsDone", showNumber(props.one.rows))}
          <Show when={props.one.state === "done" && props.one.bytes}>{(bytes) => <> · {sizeText(bytes())}</>}</Show>
          {" · "}
          <bdi>{props.one.by}</bdi>
          {" · "}
          <Ago at={props.one.startedAt} />
        </p>
      </div>
      <Show when={props.one.file}>
        <span title={t("exports.until", showInstant(props.one.expiresAt))}>
          <ButtonLink href={fileAddress(props.one.id)} size="small" icon={Download} download>
            {t("exports.download")}
          </ButtonLink>
        </span>
      </Show>
    </li>
  );
}
