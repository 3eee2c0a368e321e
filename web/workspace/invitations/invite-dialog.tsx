import { createSignal, Show } from "solid-js";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { type Role, roleWord, useRoles } from "#web/workspace/roles/index.ts";
import { type Team, teamChoices, useTeams } from "#web/workspace/teams/index.ts";
import { sendInvitation } from "./queries.ts";

export type Sent = Awaited<ReturnType<typeof sendInvitation>>;

export function InviteDialog(props: { onClose: () => void; onSent: (sent: Sent) => void }) {
  const [email, setEmail] = createSignal("");
  const [name, setName] = createSignal("");
  const roles = useRoles();
  const teams = useTeams();
  const [role, setRole] = createSignal<string>("salesperson");
  const [teamId, setTeamId] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const named = name().trim() === "" ? {} : { name: name().trim() };
      const team = teamId() === "" ? {} : { teamId: teamId() as Team["id"] };
      props.onSent(await sendInvitation({ email: email(), role: role() as Role["id"], ...named, ...team }));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const emailError = () => (error() ? (fieldErrorsOf(error()).email ?? messageOf(error())) : undefined);
  return (
    <Dialog
      open
      title={t("invitations.create")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="invite" look="primary" busy={busy()}>
            {t("invitations.send")}
          </Button>
        </>
      }
    >
      <form
        id="invite"
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={t("invitations.email")}
          type="email"
          dir="ltr"
          required
          autofocus
          autocomplete="off"
          maxlength={254}
          error={emailError()}
          value={email()}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <TextField
          label={t("invitations.name")}
          hint={t("invitations.nameHint")}
          dir="auto"
          autocomplete="off"
          maxlength={100}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label={t("people.role")}
          hint={findWord(`roles.hints.${role()}`)}
          value={role()}
          choices={(roles.data ?? []).map(({ id }) => ({ value: id, label: roleWord(id, roles.data) }))}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
        <Show when={teams.data?.length}>
          <SelectField
            label={t("people.team")}
            none={t("people.noTeam")}
            value={teamId()}
            choices={teamChoices(teams.data ?? [])}
            onChange={(event) => setTeamId(event.currentTarget.value)}
          />
        </Show>
      </form>
    </Dialog>
  );
}

/** The link, this once. */
export function SentDialog(props: { sent: Sent; onClose: () => void }) {
  return (
    <Dialog
      open
      title={t("invitations.sent")}
      onClose={props.onClose}
      footer={
        <Button look="primary" onClick={props.onClose}>
          {t("invitations.done")}
        </Button>
      }
    >
      <p class="mb-3 text-ink-2">
        {props.sent.isMailed
          ? t("invitations.mailed", `\u2066${props.sent.invitation.email}\u2069`)
          : t("invitations.notMailed")}
      </p>
      <CopyField
        label={t("invitations.link")}
        value={props.sent.link}
        copy={t("invitations.copy")}
        copied={t("invitations.copied")}
      />
    </Dialog>
  );
}
