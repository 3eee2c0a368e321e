import { createSignal, createUniqueId, Show } from "solid-js";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { Problem } from "#web/workspace/sign-in/index.ts";

type PasswordDialogProps = {
  title: string;
  text: string;
  submit: string;
  /** Said when it is done. */
  done?: string;
  dangerous?: boolean;
  hasPassword: boolean;
  act: (password: string) => Promise<void>;
  onClose: () => void;
};

/** Something for which the password is asked again. */
export function PasswordDialog(props: PasswordDialogProps) {
  const form = createUniqueId();
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.act(password());
      if (props.done) toastDone(props.done);
      props.onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const wrong = () => fieldErrorsOf(error()).password;
  return (
    <Dialog
      open
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form={form} look={props.dangerous ? "danger" : "primary"} busy={busy()}>
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p class="text-ink-2">{props.text}</p>
        <Show when={props.hasPassword}>
          <TextField
            label={t("signIn.password")}
            hint={t("security.askPassword")}
            error={wrong()}
            type="password"
            dir="ltr"
            required
            autofocus
            autocomplete="current-password"
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </Show>
        <Problem text={error() && !wrong() ? messageOf(error()) : null} />
      </form>
    </Dialog>
  );
}
