import { For, Match, Show, Switch } from "solid-js";
import type { Interaction } from "#core/engagement/interactions/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showInstant, showNumber } from "#web/platform/show.ts";
import { Dialog } from "#web/ui/dialog.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useVersions } from "./queries.ts";
import { differencesOf } from "./version-differences.ts";

/** What an interaction said before it was corrected: every version, newest first. */
export function VersionsDialog(props: { interaction: Interaction | null; onClose: () => void }) {
  return (
    <Show when={props.interaction}>
      {(interaction) => (
        <Dialog open title={t("interactions.versions")} onClose={props.onClose}>
          <Versions id={interaction().id} />
        </Dialog>
      )}
    </Show>
  );
}

function Versions(props: { id: Interaction["id"] }) {
  const versions = useVersions(() => props.id);
  return (
    <Switch>
      <Match when={versions.isPending}>
        <Skeleton lines={5} />
      </Match>
      <Match when={versions.isError}>
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
      </Match>
      <Match when={versions.data}>
        {(all) => (
          <>
            <p class="mb-3 text-ink-2">{t("interactions.versionsText")}</p>
            <ol class="space-y-3">
              <For each={all()}>
                {(version, at) => <Version version={version} before={all()[at() + 1]} isCurrent={at() === 0} />}
              </For>
            </ol>
          </>
        )}
      </Match>
    </Switch>
  );
}

type VersionProps = { version: Interaction; before: Interaction | undefined; isCurrent: boolean };

function Version(props: VersionProps) {
  const madeAt = () => {
    const { withdrawnAt, correctedAt, loggedAt } = props.version;
    return withdrawnAt ?? correctedAt ?? loggedAt;
  };
  const heading = () =>
    props.before ? t("interactions.version", showNumber(props.version.version)) : t("interactions.firstVersion");
  const differences = () => differencesOf(props.version, props.before);
  return (
    <li class="rounded-xl border bg-surface px-4 py-2.5">
      <h3 class="flex flex-wrap items-baseline gap-x-2">
        <span class="font-medium">{heading()}</span>
        <time datetime={madeAt()} class="text-ink-3 text-sm">
          {showInstant(madeAt())}
        </time>
        <Show when={props.isCurrent}>
          <Tag>{t("interactions.currentVersion")}</Tag>
        </Show>
        <Show when={props.version.withdrawnAt}>
          <Tag>{t("interactions.versionWithdrawn")}</Tag>
        </Show>
      </h3>
      <Show
        when={differences().length > 0}
        fallback={<p class="mt-1 text-ink-3 text-sm">{t("interactions.versionSame")}</p>}
      >
        <dl class="mt-1.5 space-y-1.5">
          <For each={differences()}>
            {(part) => (
              <div>
                <dt class="text-ink-3 text-sm">{t("common.labelled", part.name)}</dt>
                <dd class="whitespace-pre-wrap break-words">
                  <Show when={part.before}>
                    <del class="text-ink-3 decoration-line-strong">
                      <bdi>{part.before}</bdi>
                    </del>{" "}
                  </Show>
                  <ins class="no-underline">
                    <bdi>{part.after || t("common.blank")}</bdi>
                  </ins>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </li>
  );
}
