import { For, Show } from "solid-js";
import type { Permission } from "#core/platform/permissions.ts";
import { t } from "#web/platform/i18n.ts";
import { permissionWord } from "./words.ts";

/** What a key may do, in words, each to be ticked. */
export function Scopes(props: {
  offered: readonly Permission[];
  chosen: readonly Permission[];
  onChange: (chosen: readonly Permission[]) => void;
  error?: string | undefined;
}) {
  const tick = (permission: Permission, on: boolean) =>
    props.onChange(on ? [...props.chosen, permission] : props.chosen.filter((one) => one !== permission));
  return (
    <fieldset class="mt-3 rounded-lg border px-3 py-2" aria-invalid={props.error ? true : undefined}>
      <legend class="sr-only">{t("apiKeys.permissions")}</legend>
      <div class="grid gap-x-4 sm:grid-cols-2">
        <For each={props.offered}>
          {(permission) => (
            <label class="flex min-h-9 cursor-pointer items-center gap-2 text-sm">
              <input
                type="checkbox"
                class="size-4 shrink-0 accent-accent"
                checked={props.chosen.includes(permission)}
                onChange={(event) => tick(permission, event.currentTarget.checked)}
              />
              {permissionWord(permission)}
            </label>
          )}
        </For>
      </div>
      <Show when={props.error}>
        <p class="mt-1 text-danger text-sm">{props.error}</p>
      </Show>
    </fieldset>
  );
}
