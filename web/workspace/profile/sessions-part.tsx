import Monitor from "lucide-solid/icons/monitor";
import Smartphone from "lucide-solid/icons/smartphone";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { OpenSession } from "#core/workspace/sessions/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button } from "#web/ui/button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { deviceOf } from "./device.ts";
import { end, endOthers, useSessions } from "./queries.ts";

/** Where one is signed in, or a colleague whom one manages. */
export function SessionsPart(props: { userId?: `usr_${string}` }) {
  const sessions = useSessions(props.userId);
  const [busy, setBusy] = createSignal<string | null>(null);
  const act = async (what: string, work: () => Promise<string>) => {
    setBusy(what);
    try {
      toastDone(await work());
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(null);
    }
  };
  const others = () => sessions.data?.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <section>
      <div class="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h3 class="font-semibold">{t(props.userId ? "security.theirSessions" : "security.sessions")}</h3>
          <Show when={!props.userId}>
            <p class="max-w-xl text-ink-2">{t("security.sessionsText")}</p>
          </Show>
        </div>
        <Show when={others().length > 1}>
          <Button
            size="small"
            busy={busy() === "others"}
            onClick={() =>
              void act("others", async () => t("security.endedOthers", showNumber(await endOthers(props.userId))))
            }
          >
            {t("security.endOthers")}
          </Button>
        </Show>
      </div>
      <Switch>
        <Match when={sessions.isPending}>
          <Skeleton lines={3} />
        </Match>
        <Match when={sessions.isError}>
          <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
        </Match>
        <Match when={sessions.data?.length === 0}>
          <p class="text-ink-3">{t("security.nowhere")}</p>
        </Match>
        <Match when={sessions.data}>
          {(list) => (
            <ul class="divide-y border-y">
              <For each={list()}>
                {(session) => (
                  <Row
                    session={session}
                    busy={busy() === session.id}
                    onEnd={() =>
                      void act(session.id, async () => {
                        await end(session);
                        return t("security.ended");
                      })
                    }
                  />
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
    </section>
  );
}

function Row(props: { session: OpenSession; busy: boolean; onEnd: () => void }) {
  const device = () => deviceOf(props.session.device);
  const name = () => {
    const { browser, system } = device();
    if (browser && system) return t("security.onSystem", browser, system);
    return browser ?? system ?? t("security.unknownDevice");
  };
  return (
    <li class="flex items-center gap-3 px-2 py-3">
      <Dynamic component={device().isPhone ? Smartphone : Monitor} size={20} class="shrink-0 text-ink-3" />
      <span class="min-w-0 flex-1">
        <span class="flex flex-wrap items-center gap-x-2">
          <span class="font-medium">{name()}</span>
          <Show when={props.session.isCurrent}>
            <Tag>{t("security.thisOne")}</Tag>
          </Show>
        </span>
        <span class="block text-ink-2 text-sm">
          <Show when={props.session.address}>
            <bdi class="ltr-text">{props.session.address}</bdi> ·{" "}
          </Show>
          {t("security.since")} <Ago at={props.session.createdAt} />
        </span>
      </span>
      <Show when={!props.session.isCurrent}>
        <Button size="small" busy={props.busy} onClick={() => props.onEnd()}>
          {t("security.end")}
        </Button>
      </Show>
    </li>
  );
}
