import { createEffect, createSignal, Match, Show, Switch } from "solid-js";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { AccentField } from "./accent-field.tsx";
import { FactorField } from "./factor-field.tsx";
import { LogoField } from "./logo-field.tsx";
import { type Settings, saveSettings, useSettings } from "./queries.ts";

const KEEPS = ["forever", "90", "180", "365", "730", "1825", "3650"] as const;
const CURRENCIES = ["IRR", "USD", "EUR", "AED", "TRY", "GBP"] as const;
const LOCALES = [
  { value: "fa", label: "فارسی" },
  { value: "en", label: "English" },
] as const;

/** What holds for everybody who works here: the look, language and place, and how long the history is kept. */
export default function SettingsPage() {
  const settings = useSettings();
  useTitle(() => t("settings.title"));
  return (
    <>
      <h2 class="font-semibold text-lg">{t("settings.title")}</h2>
      <p class="max-w-xl text-ink-2">{t("settings.text")}</p>
      <Switch>
        <Match when={settings.isPending}>
          <Skeleton lines={6} />
        </Match>
        <Match when={settings.isError}>
          <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
        </Match>
        <Match when={settings.data}>{(kept) => <Form settings={kept()} />}</Match>
      </Switch>
    </>
  );
}

type Draft = Pick<
  Settings,
  "name" | "accent" | "locale" | "timeZone" | "currency" | "region" | "auditDays" | "secondFactorFor"
>;

function Form(props: { settings: Settings }) {
  const [draft, setDraft] = createSignal<Draft>(props.settings);
  const [problems, setProblems] = createSignal<Record<string, string>>({});
  const [busy, setBusy] = createSignal(false);
  createEffect(() => setDraft(props.settings));
  const change = (more: Partial<Draft>) => setDraft((was) => ({ ...was, ...more }));
  const save = async () => {
    const { name, accent, locale, timeZone, currency, region, auditDays, secondFactorFor } = draft();
    if (accent !== null && !/^#[0-9a-fA-F]{6}$/.test(accent)) return setProblems({ accent: t("settings.accentWrong") });
    setBusy(true);
    setProblems({});
    try {
      const { version } = props.settings;
      await saveSettings({ version, name, accent, locale, timeZone, currency, region, auditDays, secondFactorFor });
      toastDone(t("settings.saved"));
    } catch (error) {
      const found = fieldErrorsOf(error);
      setProblems(found);
      if (Object.keys(found).length === 0) toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const choices = (values: readonly string[], now: string) =>
    [...new Set([now, ...values])].map((value) => ({ value, label: value }));
  const zones = () => choices(Intl.supportedValuesOf("timeZone"), draft().timeZone);
  const keep = () => (draft().auditDays === null ? "forever" : String(draft().auditDays));
  return (
    <form
      class="mt-5 max-w-2xl"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Part title={t("settings.brandTitle")} text={t("settings.brandText")}>
        <TextField
          label={t("settings.name")}
          error={problems().name}
          dir="auto"
          maxlength={100}
          value={draft().name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
        <AccentField accent={draft().accent} error={problems().accent} onChange={(accent) => change({ accent })} />
        <LogoField logo={props.settings.logo} />
      </Part>
      <Part title={t("settings.placeTitle")}>
        <div class="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t("settings.locale")}
            hint={t("settings.localeHint")}
            value={draft().locale}
            choices={LOCALES}
            onChange={(event) => change({ locale: event.currentTarget.value as "fa" | "en" })}
          />
          <SelectField
            label={t("settings.timeZone")}
            error={problems().timeZone}
            value={draft().timeZone}
            choices={zones()}
            onChange={(event) => change({ timeZone: event.currentTarget.value })}
          />
          <SelectField
            label={t("settings.currency")}
            value={draft().currency}
            choices={choices(CURRENCIES, draft().currency)}
            onChange={(event) => change({ currency: event.currentTarget.value })}
          />
          <TextField
            label={t("settings.region")}
            error={problems().region}
            dir="ltr"
            maxlength={2}
            value={draft().region}
            onInput={(event) => change({ region: event.currentTarget.value.toUpperCase() })}
          />
        </div>
      </Part>
      <Part title={t("security.factor")}>
        <FactorField
          asked={draft().secondFactorFor}
          error={problems().secondFactorFor}
          onChange={(secondFactorFor) => {
            setProblems({});
            change({ secondFactorFor });
          }}
        />
      </Part>
      <Part title={t("settings.auditTitle")}>
        <SelectField
          class="max-w-xs"
          label={t("settings.auditDays")}
          hint={t("settings.auditHint")}
          value={keep()}
          choices={[...new Set([...KEEPS, keep()])].map((value) => ({
            value,
            label: KEEPS.includes(value as "90") ? t(`settings.keeps.${value as "90"}`) : value,
          }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ auditDays: value === "forever" ? null : Number(value) });
          }}
        />
      </Part>
      <div class="mt-6">
        <Button type="submit" look="primary" busy={busy()}>
          {t("settings.save")}
        </Button>
      </div>
    </form>
  );
}

function Part(props: { title: string; text?: string; children: import("solid-js").JSX.Element }) {
  return (
    <section class="border-t py-5">
      <h3 class="font-medium">{props.title}</h3>
      <Show when={props.text}>
        <p class="text-ink-2 text-sm">{props.text}</p>
      </Show>
      <div class="mt-3 space-y-4">{props.children}</div>
    </section>
  );
}
