import { createSignal, Show } from "solid-js";
import { createStore } from "solid-js/store";
import type { SingleSignOn } from "#core/workspace/sign-in/index.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { roleWord, useRoles } from "#web/workspace/roles/index.ts";
import { Problem } from "./entrance.tsx";
import { saveSingleSignOn, useSingleSignOn } from "./queries.ts";

export default function SingleSignOnPage() {
  const settings = useSingleSignOn();
  useTitle(() => t("singleSignOn.title"));
  return (
    <>
      <h2 class="font-semibold text-lg">{t("singleSignOn.title")}</h2>
      <p class="mb-5 max-w-xl text-ink-2">{t("singleSignOn.text")}</p>
      <Show
        when={!settings.isError}
        fallback={<ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      >
        <Show when={settings.data} fallback={<Skeleton lines={6} />}>
          {(state) => <Form settings={state()} />}
        </Show>
      </Show>
    </>
  );
}

function Form(props: { settings: SingleSignOn }) {
  const roles = useRoles();
  const { isOn, name, issuer, clientId, newRole } = props.settings;
  const [draft, set] = createStore({
    ...{ isOn, name, issuer, clientId, newRole },
    clientSecret: "",
    domains: props.settings.domains.join("\n"),
  });
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const { clientSecret, domains, ...rest } = draft;
      await saveSingleSignOn({
        ...rest,
        domains: domains.split(/[\s,،]+/).filter((domain) => domain !== ""),
        ...(clientSecret !== "" && { clientSecret }),
        version: props.settings.version,
      });
      set("clientSecret", "");
      toastDone(t("singleSignOn.saved"));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const errorOf = (field: string) =>
    Object.entries(fieldErrorsOf(error())).find(([path]) => path.split(".")[0] === field)?.[1];
  return (
    <form
      class="max-w-lg space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Toggle label={t("singleSignOn.isOn")} checked={draft.isOn} onChange={(on) => set("isOn", on)} />
      <TextField
        label={t("singleSignOn.name")}
        hint={t("singleSignOn.nameHint")}
        error={errorOf("name")}
        dir="auto"
        required
        maxlength={60}
        value={draft.name}
        onInput={(event) => set("name", event.currentTarget.value)}
      />
      <TextField
        label={t("singleSignOn.issuer")}
        hint={t("singleSignOn.issuerHint")}
        error={errorOf("issuer")}
        type="url"
        dir="ltr"
        required
        maxlength={500}
        value={draft.issuer}
        onInput={(event) => set("issuer", event.currentTarget.value)}
      />
      <div>
        <span class="mb-1 block font-medium text-ink-2 text-sm">{t("singleSignOn.redirect")}</span>
        <CopyField
          label={t("singleSignOn.redirect")}
          value={props.settings.redirectUri}
          copy={t("invitations.copy")}
          copied={t("invitations.copied")}
        />
        <p class="mt-1 text-ink-3 text-sm">{t("singleSignOn.redirectHint")}</p>
      </div>
      <TextField
        label={t("singleSignOn.clientId")}
        error={errorOf("clientId")}
        dir="ltr"
        required
        autocomplete="off"
        maxlength={300}
        value={draft.clientId}
        onInput={(event) => set("clientId", event.currentTarget.value)}
      />
      <TextField
        label={t("singleSignOn.clientSecret")}
        hint={props.settings.hasSecret ? t("singleSignOn.secretKept") : undefined}
        error={errorOf("clientSecret")}
        type="password"
        dir="ltr"
        autocomplete="off"
        required={!props.settings.hasSecret}
        maxlength={500}
        value={draft.clientSecret}
        onInput={(event) => set("clientSecret", event.currentTarget.value)}
      />
      <TextArea
        label={t("singleSignOn.domains")}
        hint={t("singleSignOn.domainsHint")}
        error={errorOf("domains")}
        dir="ltr"
        required
        value={draft.domains}
        onInput={(event) => set("domains", event.currentTarget.value)}
      />
      <SelectField
        label={t("singleSignOn.newRole")}
        value={draft.newRole ?? ""}
        none={t("singleSignOn.nobodyNew")}
        choices={(roles.data ?? []).map(({ id }) => ({
          value: id,
          label: t("singleSignOn.asRole", roleWord(id, roles.data)),
        }))}
        onChange={(event) => set("newRole", (event.currentTarget.value || null) as SingleSignOn["newRole"])}
      />
      <Problem text={error() && Object.keys(fieldErrorsOf(error())).length === 0 ? messageOf(error()) : null} />
      <Button type="submit" look="primary" busy={busy()}>
        {t("singleSignOn.save")}
      </Button>
    </form>
  );
}
