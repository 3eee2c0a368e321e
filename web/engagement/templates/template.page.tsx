import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { createStore } from "solid-js/store";
import type { Template } from "#core/engagement/templates/index.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { Button, ButtonLink } from "#web/ui/button.tsx";
import { SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { FieldChips } from "./field-chips.tsx";
import { bringBack, removeTemplate, saveTemplate, useTemplate } from "./queries.ts";
import { type Language, Preview } from "./template-preview.tsx";

type Draft = {
  name: string;
  channel: "email" | "sms";
  purpose: "marketing" | "transactional";
  subject: Record<Language, string>;
  body: Record<Language, string>;
};

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

/** What has no text is no language of the template: a subject alone would be lost. */
function isHalf({ channel, subject, body }: Draft, language: Language): boolean {
  return channel === "email" && body[language].trim() === "" && subject[language].trim() !== "";
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
    const half = (["fa", "en"] as const).find((one) => isHalf(draft, one));
    if (half) {
      setLanguage(half);
      return setErrors({ [`texts.${half}.body`]: t("templates.bodyNeeded") });
    }
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
