import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Skeleton } from "#web/ui/states.tsx";
import { resultText } from "./import-result.tsx";
import { useImports } from "./queries.ts";

export function EarlierImports() {
  const imports = useImports();
  return (
    <section aria-label={t("imports.earlier")} class="mt-10">
      <h2 class="mb-2 font-semibold">{t("imports.earlier")}</h2>
      <Switch>
        <Match when={imports.isPending}>
          <Skeleton lines={3} />
        </Match>
        <Match when={imports.isError}>
          <p role="alert" class="text-ink-2">
            {messageOf(imports.error)}
          </p>
        </Match>
        <Match when={imports.data}>
          {(list) => (
            <ul class="divide-y border-y">
              <For each={list()} fallback={<li class="py-3 text-ink-3">{t("imports.noneEarlier")}</li>}>
                {(one) => (
                  <li class="relative flex flex-wrap items-baseline gap-x-4 gap-y-0.5 rounded-lg px-2 py-2.5 focus-within:bg-hover hover:bg-hover">
                    <A
                      href={`/imports/${one.id}`}
                      class="min-w-0 max-w-full truncate font-medium after:absolute after:inset-0 after:rounded-lg"
                      dir="auto"
                    >
                      {one.fileName}
                    </A>
                    <span class="min-w-0 flex-1 text-ink-2">
                      <Show when={one.state !== "done"}>
                        <span class={one.state === "failed" ? "text-danger" : "text-accent"}>
                          {t(`imports.states.${one.state}`)}
                        </span>
                        {" · "}
                      </Show>
                      {resultText(one)}
                      <Show when={one.revert}>{(revert) => <> · {t(`imports.revertStates.${revert().state}`)}</>}</Show>
                    </span>
                    <Ago at={one.startedAt} class="relative text-ink-3 text-sm" />
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
    </section>
  );
}
