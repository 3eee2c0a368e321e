import { createSignal } from "solid-js";
import { ROLES, type Role } from "#core/platform/permissions.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { sendInvitation } from "./queries.ts";

export type Sent = Awaited<ReturnType<typeof sendInvitation>>;

export function InviteDialog(props: { onClose: () => void; onSent: (sent: Sent) => void }) {
  const [email, setEmail] = createSignal("");
  const [name, setName] = createSignal("");
  const [role, setRole] = createSignal<Role>("salesperson");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const named = name().trim() === "" ? {} : { name: name().trim() };
      props.onSent(await sendInvitation({ email: email(), role: role(), ...named }));
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
          label={t("invitations.role")}
          hint={t(`roles.hints.${role() as (typeof ROLES)[number]}`)}
          value={role()}
          choices={ROLES.map((value) => ({ value, label: t(`roles.names.${value}`) }))}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
        />
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
