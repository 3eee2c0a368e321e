import { createSignal, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { CALENDARS, DIGITS } from "#core/platform/text-shape.ts";
import type { Me } from "#core/workspace/users/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar, chooseLocale, digits, LOCALES, locale, timeZone } from "#web/platform/locale.ts";
import { showInstant } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone } from "#web/ui/toast.tsx";
import { Problem } from "#web/workspace/sign-in/index.ts";
import { useMe } from "#web/workspace/users/index.ts";
import { saveProfile } from "./queries.ts";

export default function ProfilePage() {
  const me = useMe();
  useTitle(() => t("profile.title"));
  return (
    <>
      <h2 class="font-semibold text-lg">{t("profile.title")}</h2>
      <p class="mb-5 max-w-xl text-ink-2">{t("profile.text")}</p>
      <Show when={me.data?.profile && me.data}>{(data) => <Form me={data()} />}</Show>
    </>
  );
}

type Profile = NonNullable<Me["profile"]>;
const ZONES = Intl.supportedValuesOf("timeZone");

function Form(props: { me: Me }) {
  const profile = () => props.me.profile as Profile;
  const [draft, set] = createStore({ name: props.me.actor.name, ...profile() });
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const { email: _, ...rest } = draft;
      await saveProfile({ ...rest, version: profile().version });
      if (draft.locale && draft.locale !== locale()) await chooseLocale(draft.locale);
      toastDone(t("profile.saved"));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const usualZone = () => (profile().timeZone ? props.me.workspace.timeZone : timeZone());
  return (
    <form
      class="max-w-md space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t("profile.name")}
        dir="auto"
        required
        maxlength={100}
        autocomplete="name"
        value={draft.name}
        onInput={(event) => set("name", event.currentTarget.value)}
      />
      <TextField label={t("profile.email")} hint={t("profile.emailHint")} dir="ltr" readonly value={draft.email} />
      <SelectField
        label={t("profile.language")}
        value={draft.locale ?? ""}
        none={t("profile.follow", t(`profile.languages.${props.me.workspace.locale}`))}
        choices={LOCALES.map((value) => ({ value, label: t(`profile.languages.${value}`) }))}
        onChange={(event) => set("locale", (event.currentTarget.value || null) as Profile["locale"])}
      />
      <SelectField
        label={t("profile.calendar")}
        value={draft.calendar ?? ""}
        none={t("profile.follow", t(`profile.calendars.${locale() === "fa" ? "persian" : "gregorian"}`))}
        choices={CALENDARS.map((value) => ({ value, label: t(`profile.calendars.${value}`) }))}
        onChange={(event) => set("calendar", (event.currentTarget.value || null) as Profile["calendar"])}
      />
      <SelectField
        label={t("profile.digits")}
        value={draft.digits ?? ""}
        none={t("profile.follow", t(`profile.digitKinds.${locale() === "fa" ? "persian" : "latin"}`))}
        choices={DIGITS.map((value) => ({ value, label: t(`profile.digitKinds.${value}`) }))}
        onChange={(event) => set("digits", (event.currentTarget.value || null) as Profile["digits"])}
      />
      <SelectField
        label={t("profile.zone")}
        value={draft.timeZone ?? ""}
        none={t("profile.follow", `\u2066${usualZone()}\u2069`)}
        choices={ZONES.map((value) => ({ value, label: value }))}
        onChange={(event) => set("timeZone", event.currentTarget.value || null)}
      />
      <p class="text-ink-2">
        {t("profile.example")} <bdi class="font-medium text-ink">{example()}</bdi>
      </p>
      <Problem text={error() ? messageOf(error()) : null} />
      <Button type="submit" look="primary" busy={busy()}>
        {t("profile.save")}
      </Button>
    </form>
  );
}

/** Now, as it is shown everywhere. */
function example(): string {
  return calendar() && digits() && showInstant(new Date().toISOString());
}
