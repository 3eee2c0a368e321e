import { createSignal, For } from "solid-js";
import { MODULE_NAMES, type Module } from "#core/platform/access/modules.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { saveTeam, type Team } from "./queries.ts";
import { teamChoices } from "./team-tree.ts";

/** A new team, or one that is changed: what it is called, what lies above it, what it does without. */
export function TeamDialog(props: { team: Team | null; teams: readonly Team[]; onClose: () => void }) {
  const [name, setName] = createSignal(props.team?.name ?? "");
  const [parentId, setParentId] = createSignal<string>(props.team?.parentId ?? "");
  const [off, setOff] = createSignal<readonly string[]>(props.team?.modulesOff ?? []);
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const toggle = (module: Module, on: boolean) =>
    setOff(on ? off().filter((one) => one !== module) : [...off(), module]);
  const save = async () => {
    if (name().trim() === "") return setProblem(t("teams.nameNeeded"));
    setBusy(true);
    try {
      const parent = parentId() === "" ? {} : { parentId: parentId() as Team["id"] };
      await saveTeam(props.team?.id ?? null, { name: name().trim(), ...parent, modulesOff: [...off()] as Module[] });
      toastDone(t("teams.saved", name().trim()));
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
      title={props.team ? t("common.edit", props.team.name) : t("teams.create")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="team" look="primary" busy={busy()}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <form
        id="team"
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t("teams.name")}
          error={problem()}
          dir="auto"
          maxlength={60}
          autocomplete="off"
          autofocus
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label={t("teams.parent")}
          hint={t("teams.parentHint")}
          none={t("teams.noParent")}
          value={parentId()}
          choices={teamChoices(props.teams, props.team?.id)}
          onChange={(event) => setParentId(event.currentTarget.value)}
        />
        <fieldset>
          <legend class="font-medium text-ink-2 text-sm">{t("teams.modules")}</legend>
          <p class="text-ink-3 text-sm">{t("teams.modulesHint")}</p>
          <div class="mt-2 grid grid-cols-2 gap-x-4">
            <For each={MODULE_NAMES}>
              {(module) => (
                <label class="flex min-h-9 cursor-pointer items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    class="size-4 shrink-0 accent-accent"
                    checked={!off().includes(module)}
                    onChange={(event) => toggle(module, event.currentTarget.checked)}
                  />
                  {t(`teams.moduleNames.${module}`)}
                </label>
              )}
            </For>
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}
