import { createSignal, For, Show } from "solid-js";
import { rulesFor } from "#core/platform/access/field-list.ts";
import type { FieldAccess } from "#core/platform/access/fields.ts";
import { VISIBILITIES, type Visibility } from "#core/platform/access/role.ts";
import { PERMISSIONS, type Permission } from "#core/platform/permissions.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { type Role, saveRole } from "./queries.ts";
import { permissionWord, roleWord, ruledFields, ruledFieldWord } from "./words.ts";

/** What a role may do, which customers it sees, and what of them it does not. */
export function RoleDialog(props: { role: Role | null; like: Role | undefined; onClose: () => void }) {
  const begun = props.role ?? props.like;
  const fields = useFields();
  const [name, setName] = createSignal(props.role?.name ?? "");
  const [permissions, setPermissions] = createSignal<readonly Permission[]>(begun?.permissions ?? []);
  const [visibility, setVisibility] = createSignal<Visibility>(begun?.visibility.customers ?? "own");
  const [rules, setRules] = createSignal<Record<string, FieldAccess>>({ ...begun?.fields });
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const isOwn = () => !props.role?.builtIn;
  const tick = (permission: Permission, on: boolean) =>
    setPermissions(on ? [...permissions(), permission] : permissions().filter((one) => one !== permission));
  const rule = (field: string, access: string) => {
    const { [field]: _, ...others } = rules();
    setRules(access === "" ? others : { ...others, [field]: access as FieldAccess });
  };
  const groups = () =>
    ruledFields((fields.data?.items ?? []).filter(({ retiredAt }) => !retiredAt).map(({ key }) => key));
  const save = async () => {
    if (isOwn() && name().trim() === "") return setProblem(t("roles.nameNeeded"));
    setBusy(true);
    try {
      const body = { permissions: [...permissions()], visibility: { customers: visibility() }, fields: rules() };
      await saveRole(props.role, { name: name().trim(), ...body });
      toastDone(t("roles.saved", props.role?.builtIn ? roleWord(props.role.id, undefined) : name().trim()));
      props.onClose();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      wide
      title={props.role ? t("common.edit", roleWord(props.role.id, [props.role])) : t("roles.create")}
      onClose={props.onClose}
      footer={
        <>
          <Show when={problem()}>
            <p role="alert" class="me-auto text-danger text-sm">
              {problem()}
            </p>
          </Show>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="role" look="primary" busy={busy()}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <form
        id="role"
        class="space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="grid gap-4 sm:grid-cols-2">
          <Show when={isOwn()}>
            <TextField
              label={t("roles.name")}
              dir="auto"
              maxlength={60}
              autocomplete="off"
              autofocus
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </Show>
          <SelectField
            label={t("roles.visibility")}
            hint={t(`roles.visibilityHints.${visibility()}`)}
            value={visibility()}
            choices={VISIBILITIES.map((value) => ({ value, label: t(`roles.visibilities.${value}`) }))}
            onChange={(event) => setVisibility(event.currentTarget.value as Visibility)}
          />
        </div>
        <fieldset>
          <legend class="font-semibold">{t("roles.may")}</legend>
          <div class="mt-1 grid gap-x-4 sm:grid-cols-2">
            <For each={PERMISSIONS}>
              {(permission) => (
                <label class="flex min-h-9 cursor-pointer items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    class="size-4 shrink-0 accent-accent"
                    checked={permissions().includes(permission)}
                    onChange={(event) => tick(permission, event.currentTarget.checked)}
                  />
                  {permissionWord(permission)}
                </label>
              )}
            </For>
          </div>
        </fieldset>
        <For each={groups()}>
          {(group) => (
            <fieldset>
              <legend class="font-semibold">{t(`roles.fieldsOf.${group.kind}`)}</legend>
              <div class="mt-1 grid gap-x-6 sm:grid-cols-2">
                <For each={group.fields}>
                  {(field) => (
                    <label class="flex min-h-10 items-center justify-between gap-3 text-sm">
                      <bdi class="min-w-0 truncate">{ruledFieldWord(field)}</bdi>
                      <select
                        class="h-8 shrink-0 rounded-lg border border-field-line bg-raised px-2 text-sm"
                        classList={{ "font-medium text-accent": rules()[field] !== undefined }}
                        onChange={(event) => rule(field, event.currentTarget.value)}
                      >
                        <option value="" selected={rules()[field] === undefined}>
                          {t("roles.access.open")}
                        </option>
                        <For each={rulesFor(field) ?? []}>
                          {(access) => (
                            <option value={access} selected={rules()[field] === access}>
                              {t(`roles.access.${access}`)}
                            </option>
                          )}
                        </For>
                      </select>
                    </label>
                  )}
                </For>
              </div>
            </fieldset>
          )}
        </For>
      </form>
    </Dialog>
  );
}
