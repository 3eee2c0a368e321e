import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { AppearanceControls } from "#web/ui/appearance.tsx";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Mark } from "#web/ui/mark.tsx";
import { useTitle } from "#web/ui/title.ts";
import { enter } from "./queries.ts";

/** Only a path of our own: nobody is sent elsewhere by a link to the sign-in page. */
function safePath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : "/today";
}

export default function SignInPage() {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next?: string }>();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  useTitle(() => t("signIn.title"));

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await enter({ email: email(), password: password() });
      navigate(safePath(search.next), { replace: true });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main class="grid min-h-dvh place-items-center px-5 py-10">
      <div class="w-full max-w-sm">
        <div class="mb-8 flex flex-col items-center gap-3 text-center">
          <Mark size={52} />
          <div>
            <h1 class="font-semibold text-2xl">{t("app.name")}</h1>
            <p class="text-ink-2">{t("app.motto")}</p>
          </div>
        </div>
        <form onSubmit={submit} class="space-y-4 rounded-2xl border bg-surface p-6 shadow-raised">
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
          <TextField
            label={t("signIn.password")}
            type="password"
            dir="ltr"
            autocomplete="current-password"
            required
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <Show when={error()}>
            <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
              {messageOf(error())}
            </p>
          </Show>
          <Button type="submit" look="primary" busy={busy()} class="w-full">
            {t("signIn.submit")}
          </Button>
        </form>
        <div class="mt-6 flex justify-center">
          <AppearanceControls />
        </div>
      </div>
    </main>
  );
}
