import { For, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { FieldNote, SelectField } from "#web/ui/field.tsx";
import { roleWord, useRoles } from "#web/workspace/roles/index.ts";
import type { Settings } from "./queries.ts";

type Asked = Settings["secondFactorFor"];
type FieldProps = { asked: Asked; error: string | undefined; onChange: (asked: Asked) => void };

/** Of whom a second factor is asked: nobody, everybody, or who has one of some roles. */
export function FactorField(props: FieldProps) {
  const roles = useRoles();
  const some = () => (props.asked === "everybody" ? [] : props.asked);
  const kind = () => (props.asked === "everybody" ? "everybody" : props.asked.length > 0 ? "roles" : "nobody");
  const choose = (value: string) => {
    if (value === "everybody") return props.onChange("everybody");
    props.onChange(value === "roles" ? ["administrator"] : []);
  };
  const turn = (id: string, on: boolean) => props.onChange(on ? [...some(), id] : some().filter((one) => one !== id));
  return (
    <div class="space-y-3">
      <SelectField
        class="max-w-xs"
        label={t("settings.factorFor")}
        hint={t("settings.factorHint")}
        value={kind()}
        choices={(["nobody", "roles", "everybody"] as const).map((value) => ({
          value,
          label: t(`settings.factorKinds.${value}`),
        }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Show when={kind() === "roles"}>
        <fieldset class="grid gap-x-4 sm:grid-cols-2">
          <legend class="sr-only">{t("settings.factorKinds.roles")}</legend>
          <For each={roles.data ?? []}>
            {({ id }) => (
              <label class="flex min-h-9 cursor-pointer items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  class="size-4 shrink-0 accent-accent"
                  checked={some().includes(id)}
                  onChange={(event) => turn(id, event.currentTarget.checked)}
                />
                {roleWord(id, roles.data)}
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <FieldNote error={props.error} />
    </div>
  );
}
