import Check from "lucide-solid/icons/check";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Restore from "lucide-solid/icons/rotate-ccw";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { PERMISSIONS } from "#core/platform/permissions.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showList, showNumber } from "#web/platform/show.ts";
import { Button, IconButton } from "#web/ui/button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { dropRole, type Role, saveRole, useRoles } from "./queries.ts";
import { RoleDialog } from "./role-dialog.tsx";
import { permissionWord, roleWord, ruledFieldWord } from "./words.ts";

const HEAD = "sticky start-0 z-10 max-w-36 py-2 ps-3 pe-4 text-start sm:min-w-60 sm:max-w-none";

/** Every role beside the others: what each may do, whom it sees, what of them it does not. */
export default function RolesPage() {
  const roles = useRoles();
  const can = useCan();
  // The labels of own fields, for the last rows.
  useFields();
  const [editing, setEditing] = createSignal<{ role: Role | null } | null>(null);
  useTitle(() => t("roles.title"));
  const mayManage = () => can("users.manage");
  const word = (role: Role) => roleWord(role.id, roles.data);
  const drop = async (role: Role) => {
    try {
      await dropRole(role.id);
      const { name = "", permissions, visibility, fields } = role;
      const again = { name, permissions, visibility, fields };
      toastDone(
        t(role.builtIn ? "roles.wasReset" : "roles.removed", word(role)),
        () => void saveRole(role.builtIn ? role : null, again).catch((error) => toastFailed(messageOf(error))),
      );
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const fieldsThat = (role: Role, access: string) =>
    Object.entries(role.fields).flatMap(([field, one]) => (one === access ? [ruledFieldWord(field)] : []));
  return (
    <>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("roles.title")}</h2>
          <p class="max-w-xl text-ink-2">{t("roles.text")}</p>
        </div>
        <Show when={mayManage() && roles.data}>
          <Button look="primary" icon={Plus} onClick={() => setEditing({ role: null })}>
            {t("roles.create")}
          </Button>
        </Show>
      </div>
      <Switch>
        <Match when={roles.isPending}>
          <Skeleton lines={8} />
        </Match>
        <Match when={roles.isError && !roles.data}>
          <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
        </Match>
        <Match when={roles.data}>
          {(list) => (
            <section class="relative overflow-x-auto rounded-lg border" tabindex="0" aria-label={t("roles.title")}>
              <table class="w-full border-collapse text-sm">
                <thead>
                  <tr class="border-b align-bottom">
                    <td class={`${HEAD} bg-paper`} />
                    <For each={list()}>
                      {(role) => (
                        <th scope="col" class="min-w-24 px-2 py-2 text-center font-medium">
                          <bdi>{word(role)}</bdi>
                          <span class="block font-normal text-ink-3 text-xs">
                            {role.people > 0
                              ? t("roles.people", showNumber(role.people), role.people)
                              : t("roles.nobody")}
                          </span>
                          <Show when={mayManage() && role.id !== "administrator"}>
                            <span class="mt-1 flex justify-center">
                              <IconButton
                                icon={Pencil}
                                size={14}
                                label={t("common.edit", word(role))}
                                onClick={() => setEditing({ role })}
                              />
                              <Show when={!role.builtIn || role.changed}>
                                <IconButton
                                  icon={role.builtIn ? Restore : Trash}
                                  size={14}
                                  label={t(role.builtIn ? "roles.reset" : "common.removeOne", word(role))}
                                  onClick={() => void drop(role)}
                                />
                              </Show>
                            </span>
                          </Show>
                        </th>
                      )}
                    </For>
                  </tr>
                </thead>
                <tbody class="divide-y">
                  <Row head={t("roles.visibility")} roles={list()} strong>
                    {(role) => t(`roles.visibilities.${role.visibility.customers}`)}
                  </Row>
                  <For each={PERMISSIONS}>
                    {(permission) => (
                      <Row head={permissionWord(permission)} roles={list()}>
                        {(role) => (
                          <Show
                            when={role.permissions.includes(permission)}
                            fallback={
                              <span class="text-ink-3">
                                <span aria-hidden="true">–</span>
                                <span class="sr-only">{t("roles.mayNot")}</span>
                              </span>
                            }
                          >
                            <Check size={16} class="inline text-accent" aria-label={t("roles.mayThis")} />
                          </Show>
                        )}
                      </Row>
                    )}
                  </For>
                  <For each={["hidden", "readOnly"] as const}>
                    {(access) => (
                      <Row head={t(`roles.accessOf.${access}`)} roles={list()} strong>
                        {(role) => (
                          <span class="text-xs">{showList(fieldsThat(role, access)) || t("roles.noFields")}</span>
                        )}
                      </Row>
                    )}
                  </For>
                </tbody>
              </table>
            </section>
          )}
        </Match>
      </Switch>
      <Show when={editing()} keyed>
        {(one) => (
          <RoleDialog
            role={one.role}
            like={roles.data?.find(({ id }) => id === "salesperson")}
            onClose={() => setEditing(null)}
          />
        )}
      </Show>
    </>
  );
}

function Row(props: { head: string; roles: readonly Role[]; strong?: boolean; children: (role: Role) => JSX.Element }) {
  return (
    <tr classList={{ "bg-sunk": props.strong }}>
      <th scope="row" class={`${HEAD} ${props.strong ? "bg-sunk font-medium" : "bg-paper font-normal"}`}>
        {props.head}
      </th>
      <For each={props.roles}>{(role) => <td class="px-2 py-2 text-center align-top">{props.children(role)}</td>}</For>
    </tr>
  );
}
