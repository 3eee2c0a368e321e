import { createEffect, createSignal, on, Show } from "solid-js";
import { addressesOf } from "#core/engagement/messages/addresses.ts";
import type { MessageChannel } from "#core/engagement/messages/index.ts";
import { countParts } from "#core/engagement/messages/text-parts.ts";
import type { Template } from "#core/engagement/templates/index.ts";
import type { Customer } from "#core/people/customers/index.ts";
import { preview, useTemplates } from "#web/engagement/templates/index.ts";
import { isAnswered, newIdempotencyKey } from "#web/platform/api.ts";
import { createDraft } from "#web/platform/drafts.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { locale } from "#web/platform/locale.ts";
import { showPhone } from "#web/platform/phones.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { followMessage, send } from "./queries.ts";

type Draft = { subject: string; text: string; to: string; templateId: string; marketing: boolean };
const empty = (): Draft => ({ subject: "", text: "", to: "", templateId: "", marketing: false });

/** In the order in which they are written to: the first is where it goes unless another is chosen. */
function choicesOf(customer: Customer, channel: MessageChannel): { value: string; label: string }[] {
  const labels = new Map<string, string | undefined>(
    channel === "email"
      ? customer.emails.map(({ address, label }) => [address, label])
      : customer.phones.map(({ number, label }) => [number, label]),
  );
  return addressesOf(customer, channel).map((value) => {
    const [shown, label] = [channel === "email" ? value : showPhone(value), labels.get(value)];
    return { value, label: label ? `${shown} (${label})` : shown };
  });
}

/** Writes an email or a short message to a customer, in one's own words or a template's. */
export function MessageForm(props: { customer: Customer; channel: MessageChannel; onDone: () => void }) {
  const me = useMe();
  const draft = createDraft<Draft>(`${me.data?.actor.id}.${props.channel}.${props.customer.id}`, empty);
  const templates = useTemplates();
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [filled, setFilled] = createSignal<{ subject: string | null; text: string } | null>(null);
  const [busy, setBusy] = createSignal(false);
  let body: HTMLTextAreaElement | undefined;
  let idempotencyKey = newIdempotencyKey();
  queueMicrotask(() => body?.focus());

  const addresses = () => choicesOf(props.customer, props.channel);
  const ofChannel = () => (templates.data ?? []).filter(({ channel }) => channel === props.channel);
  const template = () => ofChannel().find(({ id }) => id === draft.value.templateId);
  const textOf = ({ texts }: Template) => {
    const first = props.customer.language ?? locale();
    const language = texts[first] ? first : other(first);
    return { language, text: texts[language] };
  };

  // A chosen template is shown as this customer will read it.
  createEffect(
    on(template, (one) => {
      setFilled(null);
      const said = one && textOf(one);
      if (!one || !said?.text) return;
      preview({ channel: one.channel, language: said.language, text: said.text, customerId: props.customer.id }).then(
        (shown) => {
          setFilled({ subject: shown.subject, text: shown.text });
          const blocking = shown.problems.find(({ blocks }) => blocks);
          setProblem(blocking ? blocking.message : null);
        },
        (error) => setProblem(messageOf(error)),
      );
    }),
  );
  const parts = () => countParts(filled()?.text ?? draft.value.text);

  const edit = () => {
    const said = filled();
    draft.set({
      templateId: "",
      subject: said?.subject ?? "",
      text: said?.text ?? "",
      marketing: template()?.purpose === "marketing",
    });
  };

  const submit = async () => {
    if (busy()) return;
    setProblem(null);
    const { subject, text, to, templateId, marketing } = draft.value;
    const found: Record<string, string> = {};
    if (!templateId && text.trim() === "") found.text = t("messages.textNeeded");
    if (!templateId && props.channel === "email" && subject.trim() === "") found.subject = t("messages.subjectNeeded");
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const message = await send(
        {
          customerId: props.customer.id,
          channel: props.channel,
          purpose: (templateId ? template()?.purpose === "marketing" : marketing) ? "marketing" : "transactional",
          ...(to && { to }),
          ...(templateId
            ? { templateId: templateId as Template["id"] }
            : { text, ...(props.channel === "email" && { subject }) }),
        },
        idempotencyKey,
      );
      draft.clear();
      idempotencyKey = newIdempotencyKey();
      toastDone(t("messages.onItsWay"));
      void followMessage(message.id);
      props.onDone();
    } catch (error) {
      if (isAnswered(error)) idempotencyKey = newIdempotencyKey();
      setErrors(fieldErrorsOf(error));
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      class="space-y-3"
      aria-label={t(props.channel === "email" ? "messages.writeEmail" : "messages.writeSms")}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (isSendKey(event)) void submit();
        if (event.key === "Escape") props.onDone();
      }}
    >
      <div class="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t("messages.to")}
          value={draft.value.to || (addresses()[0]?.value ?? "")}
          choices={addresses()}
          {...(addresses().length === 0 && {
            none: t(props.channel === "email" ? "messages.noEmail" : "messages.noPhone"),
          })}
          error={errors().to}
          onChange={(event) => draft.set({ to: event.currentTarget.value })}
        />
        <Show when={ofChannel().length > 0}>
          <SelectField
            label={t("messages.template")}
            value={draft.value.templateId}
            none={t("messages.ownWords")}
            choices={ofChannel().map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => draft.set({ templateId: event.currentTarget.value })}
          />
        </Show>
      </div>
      <Show
        when={!draft.value.templateId}
        fallback={
          <div class="rounded-lg border border-dashed bg-sunk px-3 py-2.5">
            <Show when={filled()} fallback={<p class="text-ink-3">{t("common.loading")}</p>}>
              {(said) => (
                <>
                  <Show when={said().subject}>
                    <p class="font-medium" dir="auto">
                      {said().subject}
                    </p>
                  </Show>
                  <p class="whitespace-pre-wrap break-words" dir="auto">
                    {said().text}
                  </p>
                  <Button size="small" look="quiet" class="ms-[-0.625rem] mt-1" onClick={edit}>
                    {t("messages.editWords")}
                  </Button>
                </>
              )}
            </Show>
          </div>
        }
      >
        <Show when={props.channel === "email"}>
          <TextField
            label={t("messages.subject")}
            dir="auto"
            maxlength={300}
            value={draft.value.subject}
            error={errors().subject}
            onInput={(event) => draft.set({ subject: event.currentTarget.value })}
          />
        </Show>
        <TextArea
          label={t("messages.text")}
          rows={5}
          maxlength={props.channel === "sms" ? 1500 : 20_000}
          value={draft.value.text}
          error={errors().text}
          ref={(element) => {
            body = element;
          }}
          onInput={(event) => draft.set({ text: event.currentTarget.value })}
        />
      </Show>
      <Show when={problem()}>
        <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
          {problem()}
        </p>
      </Show>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Show when={!draft.value.templateId}>
          <Toggle
            label={t("messages.isMarketing")}
            checked={draft.value.marketing}
            onChange={(marketing) => draft.set({ marketing })}
          />
        </Show>
        <Show when={props.channel === "sms"}>
          <span class="text-ink-3 text-sm" aria-live="polite">
            {t("messages.parts", showNumber(parts().parts), showNumber(parts().left), parts().parts)}
          </span>
        </Show>
        <div class="ms-auto flex gap-2">
          <Button look="quiet" onClick={props.onDone}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" look="primary" busy={busy()} disabled={addresses().length === 0}>
            {t("messages.send")}
          </Button>
        </div>
      </div>
    </form>
  );
}

const other = (language: "fa" | "en"): "fa" | "en" => (language === "fa" ? "en" : "fa");
