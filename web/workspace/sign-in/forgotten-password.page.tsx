import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { useTitle } from "#web/ui/title.ts";
import { Card, Entrance, LINK, Problem } from "./entrance.tsx";
import { askForLink } from "./queries.ts";

export default function ForgottenPasswordPage() {
  const [email, setEmail] = createSignal("");
  const [sentTo, setSentTo] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  useTitle(() => t("newPassword.forgottenTitle"));
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await askForLink(email());
      setSentTo(email());
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Entrance
      title={t(sentTo() ? "newPassword.sentTitle" : "newPassword.forgottenTitle")}
      text={sentTo() ? undefined : t("newPassword.forgottenText")}
    >
      <Card onSubmit={() => void submit()}>
        <Show
          when={!sentTo()}
          fallback={<p role="status">{t("newPassword.sentText", `\u2066${sentTo() ?? ""}\u2069`)}</p>}
        >
          <TextField
            label={t("signIn.email")}
            type="email"
            dir="ltr"
            autocomplete="username"
            required
            autofocus
            value={email()}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
          <Problem text={error() ? messageOf(error()) : null} />
          <Button type="submit" look="primary" busy={busy()} class="w-full">
            {t("newPassword.send")}
          </Button>
        </Show>
        <p class="text-center text-sm">
          <A href="/sign-in" class={LINK}>
            {t("newPassword.back")}
          </A>
        </p>
      </Card>
    </Entrance>
  );
}
