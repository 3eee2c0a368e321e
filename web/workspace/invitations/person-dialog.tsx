import { createSignal, Show } from "solid-js";
import type { User } from "#core/workspace/users/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { SessionsPart } from "#web/workspace/profile/index.ts";
import { type Role, roleWord, useRoles } from "#web/workspace/roles/index.ts";
import { type Team, teamChoices, useTeams } from "#web/workspace/teams/index.ts";
import { editUser } from "./people-queries.ts";

/** A colleague's name, role and team. */
export function PersonDialog(props: { person: User; onClose: () => void }) {
  const roles = useRoles();
  const teams = useTeams();
  const [name, setName] = createSignal(props.person.name);
  const [role, setRole] = createSignal<string>(props.person.role);
  const [teamId, setTeamId] = createSignal<string>(props.person.teamId ?? "");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const hint = () => {
    const chosen = roles.data?.find(({ id }) => id === role());
    return chosen && t(`roles.visibilityHints.${chosen.visibility.customers}`);
  };
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await editUser(props.person.id, {
        role: role() as Role["id"],
        teamId: teamId() === "" ? null : (teamId() as Team["id"]),
        ...(name().trim() && { name: name().trim() }),
      });
      toastDone(t("people.saved", name().trim()));
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
      title={t("common.edit", props.person.name)}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="person" look="primary" busy={busy()}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <form
        id="person"
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t("people.name")}
          dir="auto"
          maxlength={100}
          autocomplete="off"
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label={t("people.role")}
          hint={hint()}
          value={role()}
          choices={(roles.data ?? []).map(({ id }) => ({ value: id, label: roleWord(id, roles.data) }))}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
        <SelectField
          label={t("people.team")}
          none={t("people.noTeam")}
          value={teamId()}
          choices={teamChoices(teams.data ?? [])}
          onChange={(event) => setTeamId(event.currentTarget.value)}
        />
        <Show when={problem()}>
          <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
      </form>
      <div class="mt-6 border-t pt-4">
        <SessionsPart userId={props.person.id} />
      </div>
    </Dialog>
  );
}
