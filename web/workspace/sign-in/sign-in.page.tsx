import { A, useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { ApiError } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { useTitle } from "#web/ui/title.ts";
import { enter } from "#web/workspace/users/index.ts";
import { Card, Entrance, LINK, Problem } from "./entrance.tsx";
import { goToSingleSignOn, useBrand, useSignInOptions } from "./queries.ts";

/** Only a path of our own: nobody is sent elsewhere by a link to the sign-in page. */
function safePath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : "/";
}

export default function SignInPage() {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next?: string; problem?: string }>();
  const options = useSignInOptions();
  const brand = useBrand();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [trustDevice, setTrustDevice] = createSignal(false);
  const [asksForCode, setAsksForCode] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  useTitle(() => t("signIn.title"));

  const brought = () => (search.problem ? findWord(`signIn.problems.${search.problem}`) : undefined);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (problem) {
      if (problem instanceof ApiError && problem.code === "auth.code_needed") setAsksForCode(true);
      else setError(problem);
      setBusy(false);
    }
  };
  const submit = () =>
    attempt(async () => {
      const more = asksForCode() ? { code: code(), trustDevice: trustDevice() } : {};
      await enter({ email: email(), password: password(), ...more });
      navigate(safePath(search.next), { replace: true });
    });
  const another = () => {
    setAsksForCode(false);
    setPassword("");
    setCode("");
    setError(null);
  };

  return (
    <Entrance
      title={asksForCode() ? t("signIn.codeTitle") : (brand.data?.name ?? t("app.name"))}
      text={asksForCode() ? t("signIn.codeText") : t("app.motto")}
    >
      <Card onSubmit={() => void submit()}>
        <Switch>
          <Match when={asksForCode()}>
            <TextField
              ref={(input: HTMLInputElement) => queueMicrotask(() => input.focus())}
              label={t("signIn.code")}
              dir="ltr"
              autocomplete="one-time-code"
              required
              maxlength={40}
              value={code()}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
            <label class="flex min-h-8 items-center gap-2 text-ink-2">
              <input
                type="checkbox"
                class="size-4 accent-accent"
                checked={trustDevice()}
                onChange={(event) => setTrustDevice(event.currentTarget.checked)}
              />
              {t("signIn.trust")}
            </label>
          </Match>
          <Match when={!asksForCode()}>
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
          </Match>
        </Switch>
        <Problem text={error() ? messageOf(error()) : brought()} />
        <Button type="submit" look="primary" busy={busy()} class="w-full">
          {t("signIn.submit")}
        </Button>
        <Show when={!asksForCode() && options.data?.singleSignOn}>
          {(single) => (
            <>
              <div class="flex items-center gap-3 text-ink-3 text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                {t("signIn.or")}
              </div>
              <Button
                class="w-full"
                disabled={busy()}
                onClick={() => void attempt(() => goToSingleSignOn(safePath(search.next)))}
              >
                {t("signIn.with", single().name)}
              </Button>
            </>
          )}
        </Show>
        <p class="text-center text-sm">
          <Show
            when={asksForCode()}
            fallback={
              <A href="/forgotten-password" class={LINK}>
                {t("signIn.forgotten")}
              </A>
            }
          >
            <button type="button" class={LINK} onClick={another}>
              {t("signIn.another")}
            </button>
          </Show>
        </p>
      </Card>
    </Entrance>
  );
}
