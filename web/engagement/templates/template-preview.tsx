import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { countParts } from "#core/engagement/messages/text-parts.ts";
import type { TemplateProblem } from "#core/engagement/templates/index.ts";
import { CustomerPicker } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { preview, sendTest } from "./queries.ts";

export type Language = "fa" | "en";

const PREVIEW_AFTER_MS = 350;

type PreviewProps = { channel: "email" | "sms"; language: Language; subject: string; body: string };
type Shown = Awaited<ReturnType<typeof preview>>;

/** What the text becomes, a moment after it is typed; for a customer of one's choice, or for nobody. */
export function Preview(props: PreviewProps) {
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
        onCleanup(() => {
          clearTimeout(timer);
          abort.abort();
        });
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
                {t("messages.parts", showNumber(parts().parts), showNumber(parts().left), parts().parts)}
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
