import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { createStore, unwrap } from "solid-js/store";
import type { SendingSettings } from "#core/engagement/messages/index.ts";
import { isolated } from "#web/people/customers/index.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { readNumber, readTime } from "#web/platform/moments.ts";
import { showDigits } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { GatewayForm } from "./gateway-form.tsx";
import { HolidaysTable } from "./holidays-table.tsx";
import { letIn, type Sending, saveSending, useSending, useSuppressed } from "./sending-queries.ts";

/** How messages are sent: by whom, when marketing may go, how much of it, and who carries short messages. */
export default function SendingPage() {
  useTitle(() => t("sending.title"));
  const sending = useSending();
  return (
    <>
      <h2 class="font-semibold text-lg">{t("sending.title")}</h2>
      <p class="mb-5 max-w-xl text-ink-2">{t("sending.lead")}</p>
      <Switch>
        <Match when={sending.data}>
          {(data) => (
            <Show when={data().version} keyed fallback={<Form sending={data()} />}>
              <Form sending={data()} />
            </Show>
          )}
        </Match>
        <Match when={sending.isError}>
          <ErrorState error={sending.error} onRetry={() => void sending.refetch()} />
        </Match>
        <Match when={true}>
          <Skeleton lines={8} />
        </Match>
      </Switch>
    </>
  );
}

// Saturday first, as the week begins in Persian; ISO numbers.
const WEEK = [6, 7, 1, 2, 3, 4, 5] as const;

function Section(props: { title: string; text?: string; children: JSX.Element }) {
  return (
    <section class="border-t py-6 first:border-t-0 first:pt-0">
      <h3 class="font-semibold">{props.title}</h3>
      <Show when={props.text}>
        <p class="mb-3 max-w-xl text-ink-2 text-sm">{props.text}</p>
      </Show>
      <div class="mt-3 max-w-3xl space-y-4">{props.children}</div>
    </section>
  );
}

function Form(props: { sending: Sending }) {
  const [draft, setDraft] = createStore<SendingSettings>(structuredClone(unwrap(props.sending.settings)));
  const [secrets, setSecrets] = createStore<Record<string, string>>({});
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);

  const save = async () => {
    setProblem(null);
    setErrors({});
    setBusy(true);
    try {
      const typed = Object.entries(secrets).filter(([, value]) => value !== "");
      await saveSending({
        version: props.sending.version,
        ...structuredClone(unwrap(draft)),
        ...(typed.length > 0 && { secrets: Object.fromEntries(typed) }),
      });
      toastDone(t("sending.saved"));
    } catch (error) {
      setErrors(fieldErrorsOf(error));
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const text = (
    field: "fromName" | "fromAddress" | "replyTo",
    more: JSX.InputHTMLAttributes<HTMLInputElement> = {},
  ) => (
    <TextField
      {...(more as object)}
      label={t(`sending.${field}`)}
      value={draft[field] ?? ""}
      error={errors()[field]}
      onInput={(event) => setDraft(field, event.currentTarget.value.trim() === "" ? null : event.currentTarget.value)}
    />
  );
  const clock = (end: "from" | "to") => (
    <TextField
      label={t(`sending.quiet.${end}`)}
      inputmode="numeric"
      value={showDigits(draft.quiet?.[end] ?? "")}
      error={errors()[`quiet.${end}`]}
      onChange={(event) => {
        const time = readTime(event.currentTarget.value);
        if (time)
          setDraft("quiet", { from: draft.quiet?.from ?? "21:00", to: draft.quiet?.to ?? "09:00", [end]: time });
      }}
    />
  );
  const figure = (label: string, value: number | null, put: (value: number | null) => void) => (
    <TextField
      label={label}
      inputmode="numeric"
      placeholder={t("sending.unlimited")}
      value={value === null ? "" : showDigits(String(value))}
      onChange={(event) => put(readNumber(event.currentTarget.value))}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Section title={t("sending.sender")} text={t("sending.senderText")}>
        <div class="grid gap-3 sm:grid-cols-3">
          {text("fromName")}
          {text("fromAddress", { dir: "ltr", placeholder: props.sending.from ?? "" })}
          {text("replyTo", {
            dir: "ltr",
            placeholder: props.sending.receives.find((one) => one.includes("@")) ?? "",
          })}
        </div>
        <p class="text-ink-2 text-sm">
          {props.sending.receives.length > 0
            ? t("sending.receives", props.sending.receives.map(isolated).join(t("common.comma")))
            : t("sending.receivesNothing")}
        </p>
        <p class="text-ink-2 text-sm">
          {t("sending.carriers", carrierWord(props.sending.carriers.email), carrierWord(props.sending.carriers.sms))}
        </p>
      </Section>
      <Section title={t("sending.when")} text={t("sending.whenText")}>
        <Toggle
          label={t("sending.quietOn")}
          checked={draft.quiet !== null}
          onChange={(on) => setDraft("quiet", on ? { from: "21:00", to: "09:00" } : null)}
        />
        <Show when={draft.quiet}>
          <div class="grid max-w-sm grid-cols-2 gap-3">
            {clock("from")}
            {clock("to")}
          </div>
        </Show>
        <fieldset>
          <legend class="mb-1.5 font-medium text-ink-2 text-sm">{t("sending.daysOff")}</legend>
          <div class="flex flex-wrap gap-x-4 gap-y-2">
            <For each={WEEK}>
              {(day) => (
                <label class="flex items-center gap-1.5">
                  <input
                    type="checkbox"
                    class="size-4 accent-accent"
                    checked={draft.daysOff.includes(day)}
                    onChange={(event) => {
                      const others = draft.daysOff.filter((one) => one !== day);
                      setDraft("daysOff", event.currentTarget.checked ? [...others, day] : others);
                    }}
                  />
                  {t(`sending.week.${day}`)}
                </label>
              )}
            </For>
          </div>
        </fieldset>
        <div>
          <p class="mb-1.5 font-medium text-ink-2 text-sm">{t("sending.holidays")}</p>
          <HolidaysTable holidays={draft.holidays} onChange={(holidays) => setDraft("holidays", holidays)} />
        </div>
      </Section>
      <Section title={t("sending.howMuch")} text={t("sending.howMuchText")}>
        <div class="grid gap-3 sm:grid-cols-3">
          {figure(t("sending.most"), draft.limit?.most ?? null, (most) =>
            setDraft("limit", most === null ? null : { most, days: draft.limit?.days ?? 7 }),
          )}
          {figure(t("sending.days"), draft.limit?.days ?? null, (days) =>
            setDraft("limit", days === null ? null : { most: draft.limit?.most ?? 3, days }),
          )}
          <SelectField
            label={t("sending.unknownConsent")}
            value={draft.unknownConsent}
            choices={(["hold", "send"] as const).map((value) => ({ value, label: t(`sending.unknown.${value}`) }))}
            onChange={(event) => setDraft("unknownConsent", event.currentTarget.value as "hold" | "send")}
          />
        </div>
        <div class="grid gap-3 sm:grid-cols-4">
          <For each={["email", "sms"] as const}>
            {(channel) => (
              <>
                {figure(t(`sending.perMinute.${channel}`), draft.rates[channel].perMinute, (value) =>
                  setDraft("rates", channel, "perMinute", value),
                )}
                {figure(t(`sending.perDay.${channel}`), draft.rates[channel].perDay, (value) =>
                  setDraft("rates", channel, "perDay", value),
                )}
              </>
            )}
          </For>
        </div>
      </Section>
      <Section title={t("sending.trackingTitle")} text={t("sending.trackingText")}>
        <Toggle
          label={t("sending.tracking")}
          checked={draft.tracking}
          onChange={(tracking) => setDraft("tracking", tracking)}
        />
        <Show when={!props.sending.canTrack}>
          <p class="text-ink-2 text-sm">{t("sending.cannotTrack", carrierWord(props.sending.carriers.email))}</p>
        </Show>
      </Section>
      <Section title={t("sending.gateway")} text={t("sending.gatewayText")}>
        <GatewayForm
          gateway={draft.gateway}
          kept={props.sending.secrets}
          secrets={secrets}
          errors={errors()}
          onGateway={(gateway) => setDraft("gateway", gateway)}
          onSecret={(name, value) => setSecrets(name, value)}
        />
      </Section>
      <Show when={problem()}>
        <p role="alert" class="mb-4 max-w-3xl rounded-lg bg-danger-soft px-3 py-2 text-danger">
          {problem()}
        </p>
      </Show>
      <div class="sticky bottom-14 -mx-1 border-t bg-paper px-1 py-3 md:bottom-0">
        <Button type="submit" look="primary" busy={busy()}>
          {t("sending.save")}
        </Button>
      </div>
      <Suppressed />
    </form>
  );
}

function carrierWord(name: string | null): string {
  if (name === null) return t("sending.nobody");
  return name === "mailbox" ? t("sending.mailbox") : name;
}

/** Addresses that are not written to any more. */
function Suppressed() {
  const suppressed = useSuppressed();
  const allow = async (channel: "email" | "sms", to: string) => {
    try {
      await letIn({ channel, to });
      toastDone(t("sending.allowedAgain"));
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  return (
    <Section title={t("sending.suppressed")} text={t("sending.suppressedText")}>
      <ul class="divide-y border-y">
        <For
          each={suppressed.data ?? []}
          fallback={
            <li class="py-2 text-ink-3">{t(suppressed.isPending ? "common.loading" : "sending.noneSuppressed")}</li>
          }
        >
          {({ channel, to, why }) => (
            <li class="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
              <span class="ltr-text min-w-0 flex-1 basis-48 truncate" dir="ltr">
                {to}
              </span>
              <span class="text-ink-2 text-sm">{t(`messages.states.${why}`)}</span>
              <Button size="small" onClick={() => void allow(channel, to)}>
                {t("sending.allowAgain")}
              </Button>
            </li>
          )}
        </For>
      </ul>
    </Section>
  );
}
