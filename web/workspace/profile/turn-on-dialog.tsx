import { createSignal, createUniqueId, Match, Show, Switch } from "solid-js";
import { renderSVG } from "uqr";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { Problem } from "#web/workspace/sign-in/index.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { begin, confirm } from "./queries.ts";
import { CodesDialog } from "./recovery-codes.tsx";

type Begun = Awaited<ReturnType<typeof begin>>;

/** The password, the picture to scan and a first code, then the recovery codes. */
export function TurnOnDialog(props: { hasPassword: boolean; onClose: () => void }) {
  const [begun, setBegun] = createSignal<Begun | null>(null);
  const [isOn, setIsOn] = createSignal(false);
  return (
    <Switch>
      <Match when={begun() && isOn() && begun()}>
        {(made) => <CodesDialog codes={made().recoveryCodes} onClose={props.onClose} />}
      </Match>
      <Match when={begun()}>
        {(made) => (
          <ScanDialog
            uri={made().uri}
            onConfirmed={() => {
              setIsOn(true);
              toastDone(t("security.nowOn"));
            }}
            onClose={props.onClose}
          />
        )}
      </Match>
      <Match when={!begun()}>
        <PasswordDialog
          title={t("security.factor")}
          text={t("security.factorOff")}
          submit={t("security.go")}
          hasPassword={props.hasPassword}
          act={async (password) => void setBegun(await begin(password))}
          onClose={() => !begun() && props.onClose()}
        />
      </Match>
    </Switch>
  );
}

function ScanDialog(props: { uri: string; onConfirmed: () => void; onClose: () => void }) {
  const form = createUniqueId();
  const [code, setCode] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await confirm(code());
      props.onConfirmed();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const picture = () => `data:image/svg+xml,${encodeURIComponent(renderSVG(props.uri, { border: 2 }))}`;
  const secret = () => new URL(props.uri).searchParams.get("secret") ?? "";
  const wrong = () => fieldErrorsOf(error()).code;
  return (
    <Dialog
      open
      title={t("security.factor")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form={form} look="primary" busy={busy()}>
            {t("security.confirm")}
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
        <p class="text-ink-2">{t("security.scan")}</p>
        <img src={picture()} alt={t("security.qr")} class="mx-auto size-48 rounded-lg border bg-white" />
        <p class="text-center text-ink-2 text-sm">
          {t("security.byHand")}
          <code dir="ltr" class="mt-1 block select-all break-all font-mono text-ink">
            {secret().replace(/(.{4})/g, "$1 ")}
          </code>
        </p>
        <TextField
          label={t("security.confirmCode")}
          error={wrong()}
          dir="ltr"
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          autofocus
          maxlength={10}
          value={code()}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <Show when={error() && !wrong()}>
          <Problem text={messageOf(error())} />
        </Show>
      </form>
    </Dialog>
  );
}
