import { A, useNavigate } from "@solidjs/router";
import { createEffect, createSignal, Match, on, Switch } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { Card, Entrance, LINK, Problem, takeSecret } from "#web/workspace/sign-in/index.ts";
import { enter } from "#web/workspace/users/index.ts";
import { accept, useOpenedInvitation } from "./queries.ts";

/** Where the link of an invitation leads: a name, a password, and one is in. */
export default function InvitationPage() {
  const navigate = useNavigate();
  const token = takeSecret();
  const opened = useOpenedInvitation(token);
  const [name, setName] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const title = () => t("invitation.title", `\u2068${opened.data?.workspace.name ?? t("app.name")}\u2069`);
  useTitle(title);
  createEffect(
    on(
      () => opened.data?.name,
      (given) => given && name() === "" && setName(given),
    ),
  );
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const { email } = await accept({ token, name: name(), password: password() });
      await enter({ email, password: password() });
      navigate("/", { replace: true });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Entrance title={title()} text={opened.data && t("invitation.text", `\u2068${opened.data.invitedBy}\u2069`)}>
      <Card onSubmit={() => void submit()}>
        <Switch>
          <Match when={token === "" || opened.isError}>
            <Problem text={token === "" ? t("invitation.noLink") : messageOf(opened.error)} />
            <p class="text-center text-sm">
              <A href="/sign-in" class={LINK}>
                {t("newPassword.back")}
              </A>
            </p>
          </Match>
          <Match when={opened.isPending}>
            <Skeleton lines={4} />
          </Match>
          <Match when={opened.data}>
            {(invitation) => (
              <>
                <TextField
                  label={t("signIn.email")}
                  dir="ltr"
                  readonly
                  autocomplete="username"
                  value={invitation().email}
                />
                <TextField
                  label={t("invitation.name")}
                  dir="auto"
                  autocomplete="name"
                  required
                  autofocus
                  maxlength={100}
                  value={name()}
                  onInput={(event) => setName(event.currentTarget.value)}
                />
                <TextField
                  label={t("invitation.password")}
                  hint={t("newPassword.hint")}
                  type="password"
                  dir="ltr"
                  autocomplete="new-password"
                  required
                  maxlength={200}
                  value={password()}
                  onInput={(event) => setPassword(event.currentTarget.value)}
                />
                <Problem text={error() ? messageOf(error()) : null} />
                <Button type="submit" look="primary" busy={busy()} class="w-full">
                  {t("invitation.submit")}
                </Button>
              </>
            )}
          </Match>
        </Switch>
      </Card>
    </Entrance>
  );
}
