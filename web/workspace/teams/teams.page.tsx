import Network from "lucide-solid/icons/network";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showList } from "#web/platform/show.ts";
import { Button, IconButton } from "#web/ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan, useUsers } from "#web/workspace/users/index.ts";
import { deleteTeam, saveTeam, type Team, useTeams } from "./queries.ts";
import { TeamDialog } from "./team-dialog.tsx";
import { treeOf } from "./team-tree.ts";

/** The tree of teams, who is in each, and what it does without. */
export default function TeamsPage() {
  const teams = useTeams();
  const users = useUsers();
  const can = useCan();
  const [editing, setEditing] = createSignal<{ team: Team | null } | null>(null);
  useTitle(() => t("teams.title"));
  const mayManage = () => can("users.manage");
  const namesIn = (team: Team) => (users.data ?? []).filter(({ teamId }) => teamId === team.id).map(({ name }) => name);
  const remove = async (team: Team) => {
    try {
      await deleteTeam(team.id);
      const { name, parentId, modulesOff } = team;
      const again = { name, ...(parentId && { parentId }), modulesOff: modulesOff as never };
      toastDone(t("teams.removed", name), () => void saveTeam(null, again));
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const CreateButton = () => (
    <Show when={mayManage()}>
      <Button look="primary" icon={Plus} onClick={() => setEditing({ team: null })}>
        {t("teams.create")}
      </Button>
    </Show>
  );
  return (
    <>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("teams.title")}</h2>
          <p class="max-w-xl text-ink-2">{t("teams.text")}</p>
        </div>
        <Show when={(teams.data?.length ?? 0) > 0}>
          <CreateButton />
        </Show>
      </div>
      <Switch>
        <Match when={teams.isPending}>
          <Skeleton lines={4} />
        </Match>
        <Match when={teams.isError && !teams.data}>
          <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />
        </Match>
        <Match when={teams.data?.length === 0}>
          <EmptyState icon={Network} title={t("teams.none")} text={t("teams.noneText")}>
            <CreateButton />
          </EmptyState>
        </Match>
        <Match when={teams.data}>
          {(list) => (
            <ul class="divide-y border-y">
              <For each={treeOf(list())}>
                {({ team, depth }) => (
                  <li
                    class="flex min-h-12 items-center gap-2 py-2 pe-1"
                    style={{ "padding-inline-start": `${0.5 + depth * 1.5}rem` }}
                  >
                    <Show when={depth > 0}>
                      <span
                        aria-hidden="true"
                        class="-mt-2 h-4 w-3 shrink-0 rounded-es-md border-line-strong border-s border-b"
                      />
                    </Show>
                    <span class="min-w-0 flex-1">
                      <bdi class="font-medium">{team.name}</bdi>
                      <span class="block truncate text-ink-3 text-sm">
                        {namesIn(team).length > 0 ? showList(namesIn(team)) : t("teams.nobody")}
                      </span>
                      <Show when={team.modulesOff.length > 0}>
                        <span class="mt-1 flex flex-wrap gap-1">
                          <For each={team.modulesOff}>
                            {(module) => <Tag>{t("teams.without", t(`teams.moduleNames.${module as "imports"}`))}</Tag>}
                          </For>
                        </span>
                      </Show>
                    </span>
                    <Show when={mayManage()}>
                      <IconButton
                        icon={Pencil}
                        label={t("common.edit", team.name)}
                        class="size-10"
                        onClick={() => setEditing({ team })}
                      />
                      <IconButton
                        icon={Trash}
                        label={t("common.removeOne", team.name)}
                        class="size-10"
                        onClick={() => void remove(team)}
                      />
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={editing()} keyed>
        {(one) => <TeamDialog team={one.team} teams={teams.data ?? []} onClose={() => setEditing(null)} />}
      </Show>
    </>
  );
}
