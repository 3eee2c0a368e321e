import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createSignal, Match, on, Show, Switch } from "solid-js";
import { createStore } from "solid-js/store";
import { countParts } from "#core/engagement/messages/text-parts.ts";
import type { Template, TemplateProblem } from "#core/engagement/templates/index.ts";
import { CustomerPicker } from "#web/people/customers/index.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, ButtonLink } from "#web/ui/button.tsx";
import { SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { FieldChips } from "./field-chips.tsx";
import { bringBack, preview, removeTemplate, saveTemplate, sendTest, useTemplate } from "./queries.ts";

type Language = "fa" | "en";
type Draft = {
  name: string;
  channel: "email" | "sms";
  purpose: "marketing" | "transactional";
  subject: Record<Language, string>;
  body: Record<Language, string>;
};

const PREVIEW_AFTER_MS = 350;

/** One template: its words in both languages, and what they become for a customer. */
export default function TemplatePage() {
  const params = useParams<{ id: string }>();
  const id = () => (params.id === "new" ? null : params.id);
  const template = useTemplate(id);
  return (
    <Switch>
      <Match when={id() === null}>
        <Editor template={null} />
      </Match>
      <Match when={template.isError}>
        <ErrorState page error={template.error} onRetry={() => void template.refetch()}>
          <ButtonLink href="/templates">{t("templates.back")}</ButtonLink>
        </ErrorState>
      </Match>
      <Match when={template.data}>
        {(found) => (
          <Show when={found().id} keyed>
            <Editor template={found()} />
          </Show>
        )}
      </Match>
      <Match when={true}>
        <Skeleton lines={8} class="p-8" />
      </Match>
    </Switch>
  );
}

function draftOf(template: Template | null): Draft {
  return {
    name: template?.name ?? "",
    channel: template?.channel ?? "email",
    purpose: template?.purpose ?? "marketing",
    subject: { fa: template?.texts.fa?.subject ?? "", en: template?.texts.en?.subject ?? "" },
    body: { fa: template?.texts.fa?.body ?? "", en: template?.texts.en?.body ?? "" },
  };
}

function textsOf({ channel, subject, body }: Draft): Template["texts"] {
  const one = (language: Language) =>
    body[language].trim() === ""
      ? {}
      : { [language]: { body: body[language], ...(channel === "email" && { subject: subject[language] }) } };
  return { ...one("fa"), ...one("en") };
}

function Editor(props: { template: Template | null }) {
  const can = useCan();
  const navigate = useNavigate();
  const [draft, setDraft] = createStore(draftOf(props.template));
  const [language, setLanguage] = createSignal<Language>(
    props.template && !props.template.texts[locale()] ? (locale() === "fa" ? "en" : "fa") : locale(),
  );
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  let area: HTMLTextAreaElement | undefined;
  useTitle(() => props.template?.name ?? t("templates.create"));

  const save = async () => {
    setProblem(null);
    if (draft.name.trim() === "") return setErrors({ name: t("templates.nameNeeded") });
    setErrors({});
    setBusy(true);
    try {
      const { name, channel, purpose } = draft;
      const saved = await saveTemplate(props.template, { name, channel, purpose, texts: textsOf(draft) });
      toastDone(t("templates.saved", saved.name));
      if (!props.template) navigate(`/templates/${saved.id}`, { replace: true });
    } catch (error) {
      setErrors(fieldErrorsOf(error));
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    const { template } = props;
    if (!template) return;
    try {
      await removeTemplate(template.id);
      navigate("/templates");
      toastDone(t("templates.deleted", template.name), () => void bringBack(template.id));
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const insert = (field: string) => {
    const at = area?.selectionStart ?? draft.body[language()].length;
    const end = area?.selectionEnd ?? at;
    const text = draft.body[language()];
    setDraft("body", language(), text.slice(0, at) + field + text.slice(end));
    queueMicrotask(() => {
      area?.focus();
      area?.setSelectionRange(at + field.length, at + field.length);
    });
  };

  return (
    <>
      <PageHeader title={props.template?.name ?? t("templates.create")}>
        <div class="ms-auto flex flex-wrap gap-2">
          <ButtonLink href="/templates" look="quiet">
            {t("templates.back")}
          </ButtonLink>
          <Show when={can("templates.manage")}>
            <Show when={props.template && !props.template.deletedAt}>
              <Button onClick={() => void remove()}>{t("templates.delete")}</Button>
            </Show>
            <Button look="primary" busy={busy()} onClick={() => void save()}>
              {t("templates.save")}
            </Button>
          </Show>
        </div>
      </PageHeader>
      <div class="grid items-start gap-8 px-5 pb-10 md:px-8 lg:grid-cols-2">
        <form
          class="min-w-0 space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField
            label={t("templates.name")}
            dir="auto"
            maxlength={100}
            value={draft.name}
            error={errors().name}
            onInput={(event) => setDraft("name", event.currentTarget.value)}
          />
          <div class="grid gap-3 sm:grid-cols-2">
            <SelectField
              label={t("templates.channel")}
              value={draft.channel}
              choices={(["email", "sms"] as const).map((value) => ({ value, label: t(`templates.channels.${value}`) }))}
              onChange={(event) => setDraft("channel", event.currentTarget.value as Draft["channel"])}
            />
            <SelectField
              label={t("templates.purpose")}
              value={draft.purpose}
              hint={t(`templates.purposeHints.${draft.purpose}`)}
              choices={(["marketing", "transactional"] as const).map((value) => ({
                value,
                label: t(`templates.purposes.${value}`),
              }))}
              onChange={(event) => setDraft("purpose", event.currentTarget.value as Draft["purpose"])}
            />
          </div>
          <Segmented<Language>
            label={t("templates.language")}
            value={language()}
            onChange={setLanguage}
            choices={(["fa", "en"] as const).map((value) => ({ value, label: t(`templates.languages.${value}`) }))}
          />
          <Show when={draft.channel === "email"}>
            <TextField
              label={t("templates.subject")}
              dir={language() === "fa" ? "rtl" : "ltr"}
              maxlength={300}
              value={draft.subject[language()]}
              error={errors()[`texts.${language()}.subject`]}
              onInput={(event) => setDraft("subject", language(), event.currentTarget.value)}
            />
          </Show>
          <TextArea
            label={t("templates.body")}
            rows={12}
            maxlength={20_000}
            dir={language() === "fa" ? "rtl" : "ltr"}
            hint={t("templates.bodyHint")}
            value={draft.body[language()]}
            error={errors()[`texts.${language()}.body`] ?? errors().texts}
            ref={(element) => {
              area = element;
            }}
            onInput={(event) => setDraft("body", language(), event.currentTarget.value)}
          />
          <FieldChips language={language()} onPick={insert} />
          <Show when={problem()}>
            <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
              {problem()}
            </p>
          </Show>
        </form>
        <Preview
          channel={draft.channel}
          language={language()}
          subject={draft.subject[language()]}
          body={draft.body[language()]}
        />
      </div>
    </>
  );
}

type PreviewProps = { channel: Draft["channel"]; language: Language; subject: string; body: string };
type Shown = Awaited<ReturnType<typeof preview>>;

/** What the text becomes, a moment after it is typed; for a customer of one's choice, or for nobody. */
function Preview(props: PreviewProps) {
  const can = useCan();
  const [customerId, setCustomerId] = createSignal("");
  const [number, setNumber] = createSignal("");
  const [shown, setShown] = createSignal<Shown | null>(null);
  const [busy, setBusy] = createSignal(false);
  const draft = () => ({
    channel: props.channel,
    language: props.language,
    text: { body: props.body, ...(props.channel === "email" && { subject: props.subject }) },
    ...(customerId() && { customerId: customerId() as `cus_${string}` }),
  });
  createEffect(
    on(
      () => JSON.stringify(draft()),
      (_, before) => {
        if (props.body.trim() === "") return void setShown(null);
        const abort = new AbortController();
        const timer = setTimeout(
          () => preview(draft(), abort.signal).then(setShown, () => {}),
          before === undefined ? 0 : PREVIEW_AFTER_MS,
        );
        return () => {
          clearTimeout(timer);
          abort.abort();
        };
      },
    ),
  );
  const test = async () => {
    setBusy(true);
    try {
      const to = await sendTest({ ...draft(), ...(props.channel === "sms" && { to: number() }) });
      toastDone(t("templates.testSent", to));
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const parts = () => countParts(shown()?.text ?? "");
  return (
    <section aria-label={t("templates.preview")} class="min-w-0 lg:sticky lg:top-6">
      <h2 class="mb-2 font-semibold">{t("templates.preview")}</h2>
      <div class="mb-3">
        <CustomerPicker label={t("templates.previewAs")} value={customerId()} onPick={setCustomerId} />
      </div>
      <Show
        when={shown()}
        fallback={
          <p class="rounded-xl border border-dashed p-6 text-center text-ink-3">{t("templates.previewEmpty")}</p>
        }
      >
        {(it) => (
          <>
            <Problems problems={it().problems} />
            <Show when={it().subject}>
              <p class="mb-2 font-medium" dir="auto">
                {it().subject}
              </p>
            </Show>
            <Show
              when={it().html}
              fallback={
                <div class="max-w-sm rounded-2xl border bg-sunk px-4 py-3">
                  <p class="whitespace-pre-wrap break-words" dir="auto">
                    {it().text}
                  </p>
                </div>
              }
            >
              {(html) => (
                <iframe
                  title={t("templates.preview")}
                  sandbox=""
                  srcdoc={html()}
                  class="h-[28rem] w-full rounded-xl border bg-white"
                />
              )}
            </Show>
            <Show when={props.channel === "sms"}>
              <p class="mt-2 text-ink-3 text-sm">
                {t("messages.parts", showNumber(parts().parts), showNumber(parts().left))}
              </p>
            </Show>
          </>
        )}
      </Show>
      <Show when={can("templates.manage") && shown()}>
        <div class="mt-3 flex flex-wrap items-end gap-2">
          <Show when={props.channel === "sms"}>
            <TextField
              label={t("templates.testNumber")}
              dir="ltr"
              inputmode="tel"
              value={number()}
              onInput={(event) => setNumber(event.currentTarget.value)}
            />
          </Show>
          <Button busy={busy()} onClick={() => void test()}>
            {t(props.channel === "email" ? "templates.testEmail" : "templates.testSms")}
          </Button>
        </div>
      </Show>
    </section>
  );
}

function Problems(props: { problems: readonly TemplateProblem[] }) {
  const word = ({ code, message, line }: TemplateProblem) => {
    if (code === "template.unknown_field") return t("templates.unknownField", message);
    const said = findWord(`errors.codes.${code}`) ?? message;
    return line === undefined ? said : `${said} ${t("templates.inLine", showNumber(line))} «${message}»`;
  };
  return (
    <Show when={props.problems.length > 0}>
      <ul class="mb-3 space-y-1" role="status">
        {props.problems.map((one) => (
          <li
            class={`rounded-lg px-3 py-1.5 text-sm ${one.blocks ? "bg-danger-soft text-danger" : "bg-warn-soft text-warn"}`}
          >
            {word(one)}
          </li>
        ))}
      </ul>
    </Show>
  );
}
