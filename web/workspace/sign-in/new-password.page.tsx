import { A, useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone } from "#web/ui/toast.tsx";
import { Card, Entrance, LINK, Problem, takeSecret } from "./entrance.tsx";
import { setNewPassword } from "./queries.ts";

/** Where the link for a new password leads. */
export default function NewPasswordPage() {
  const navigate = useNavigate();
  const secret = takeSecret();
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  useTitle(() => t("newPassword.title"));
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await setNewPassword(secret, password());
      toastDone(t("newPassword.done"));
      navigate("/sign-in", { replace: true });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Entrance title={t("newPassword.title")} text={secret ? t("newPassword.text") : undefined}>
      <Card onSubmit={() => void submit()}>
        <Show when={secret} fallback={<Problem text={t("newPassword.noLink")} />}>
          <TextField
            label={t("newPassword.label")}
            hint={t("newPassword.hint")}
            type="password"
            dir="ltr"
            autocomplete="new-password"
            required
            autofocus
            maxlength={200}
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <Problem text={error() ? messageOf(error()) : null} />
          <Button type="submit" look="primary" busy={busy()} class="w-full">
            {t("newPassword.save")}
          </Button>
        </Show>
        <p class="text-center text-sm">
          <A href="/forgotten-password" class={LINK}>
            {t("newPassword.again")}
          </A>
        </p>
      </Card>
    </Entrance>
  );
}
