import HandOver from "lucide-solid/icons/arrow-right-left";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/user-plus";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { User } from "#core/workspace/users/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Avatar } from "#web/ui/avatar.tsx";
import { Button, ButtonLink, IconButton } from "#web/ui/button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useTitle } from "#web/ui/title.ts";
import { roleWord, useRoles } from "#web/workspace/roles/index.ts";
import { useTeams } from "#web/workspace/teams/index.ts";
import { useCan, useEverybody, useMe } from "#web/workspace/users/index.ts";
import { LeaveDialog } from "./leave-dialog.tsx";
import { PersonDialog } from "./person-dialog.tsx";

/** Who works here, as what, in which team, and who has left. */
export default function PeoplePage() {
  const users = useEverybody();
  const roles = useRoles();
  const teams = useTeams();
  const can = useCan();
  const me = useMe();
  const mayManage = () => can("users.manage");
  const [editing, setEditing] = createSignal<User | null>(null);
  const [leaving, setLeaving] = createSignal<User | null>(null);
  useTitle(() => t("people.title"));
  const byName = (one: User, other: User) => one.name.localeCompare(other.name, ["fa", "en"]);
  const here = () => (users.data ?? []).filter(({ removedAt }) => !removedAt).sort(byName);
  const left = () => (users.data ?? []).filter(({ removedAt }) => removedAt).sort(byName);
  const teamName = (id: string | null | undefined) => teams.data?.find((team) => team.id === id)?.name;
  return (
    <>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("people.title")}</h2>
          <p class="max-w-xl text-ink-2">{t("people.text")}</p>
        </div>
        <Show when={mayManage()}>
          <ButtonLink look="primary" icon={Plus} href="/settings/invitations">
            {t("people.invite")}
          </ButtonLink>
        </Show>
      </div>
      <Switch>
        <Match when={users.isPending}>
          <Skeleton lines={6} />
        </Match>
        <Match when={users.isError && !users.data}>
          <ErrorState error={users.error} onRetry={() => void users.refetch()} />
        </Match>
        <Match when={users.data}>
          <ul class="divide-y border-y" aria-label={t("people.title")}>
            <For each={here()}>
              {(person) => (
                <li class="flex min-h-14 items-center gap-3 px-1 py-2">
                  <Avatar name={person.name} />
                  <span class="min-w-0 flex-1 sm:flex sm:items-center sm:gap-4">
                    <span class="block min-w-0 flex-1">
                      <bdi class="font-medium">{person.name}</bdi>
                      <Show when={person.id === me.data?.actor.id}>
                        {" "}
                        <span class="text-ink-3 text-sm">{t("people.you")}</span>
                      </Show>
                      <span class="block truncate text-ink-3 text-sm">
                        <bdi dir="ltr">{person.email}</bdi>
                      </span>
                    </span>
                    <span class="mt-1 flex flex-wrap gap-1 sm:mt-0 sm:w-56 sm:justify-end">
                      <Tag>{roleWord(person.role, roles.data)}</Tag>
                      <Show when={teamName(person.teamId)}>{(name) => <Tag>{name()}</Tag>}</Show>
                    </span>
                  </span>
                  <Show when={mayManage()}>
                    <span class="flex shrink-0">
                      <IconButton
                        icon={Pencil}
                        label={t("common.edit", person.name)}
                        class="size-10"
                        onClick={() => setEditing(person)}
                      />
                      <IconButton
                        icon={HandOver}
                        label={t("people.handOverOf", person.name)}
                        class="size-10"
                        onClick={() => setLeaving(person)}
                      />
                    </span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={left().length > 0}>
            <section class="mt-8" aria-label={t("people.left")}>
              <h3 class="font-semibold">{t("people.left")}</h3>
              <ul class="mt-2 divide-y border-y">
                <For each={left()}>
                  {(person) => (
                    <li class="flex min-h-12 items-center gap-3 px-1 py-2 text-ink-3">
                      <span class="min-w-0 flex-1 truncate">
                        <bdi>{person.name}</bdi> <span class="text-sm">{roleWord(person.role, roles.data)}</span>
                      </span>
                      <Show when={mayManage()}>
                        <Button size="small" icon={HandOver} onClick={() => setLeaving(person)}>
                          {t("people.handOver")}
                        </Button>
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
        </Match>
      </Switch>
      <Show when={editing()} keyed>
        {(person) => <PersonDialog person={person} onClose={() => setEditing(null)} />}
      </Show>
      <Show when={leaving()} keyed>
        {(person) => (
          <LeaveDialog
            person={person}
            others={here().filter(({ id }) => id !== person.id)}
            onClose={() => setLeaving(null)}
          />
        )}
      </Show>
    </>
  );
}
