import { createSignal, Show } from "solid-js";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { Problem } from "#web/workspace/sign-in/index.ts";
import { change } from "./queries.ts";

export function PasswordPart(props: { hasPassword: boolean }) {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await change({ current: current(), password: next() });
      setCurrent("");
      setNext("");
      toastDone(t("security.changed"));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const isAboutField = () => Object.keys(fieldErrorsOf(error())).length > 0;
  return (
    <section>
      <h3 class="font-semibold">{t("security.password")}</h3>
      <Show when={props.hasPassword} fallback={<p class="text-ink-2">{t("security.noPassword")}</p>}>
        <p class="mb-3 max-w-xl text-ink-2">{t("security.passwordText")}</p>
        <form
          class="max-w-md space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextField
            label={t("security.current")}
            type="password"
            dir="ltr"
            required
            autocomplete="current-password"
            maxlength={200}
            value={current()}
            onInput={(event) => setCurrent(event.currentTarget.value)}
          />
          <TextField
            label={t("security.next")}
            hint={t("newPassword.hint")}
            type="password"
            dir="ltr"
            required
            autocomplete="new-password"
            maxlength={200}
            value={next()}
            onInput={(event) => setNext(event.currentTarget.value)}
          />
          <Problem
            text={error() ? (isAboutField() ? Object.values(fieldErrorsOf(error()))[0] : messageOf(error())) : null}
          />
          <Button type="submit" busy={busy()}>
            {t("security.change")}
          </Button>
        </form>
      </Show>
    </section>
  );
}
