import { createSignal, For, Show } from "solid-js";
import { EVENT_ENTITIES, type Webhook } from "#core/workspace/webhooks/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/field.tsx";
import { SecretOnce } from "#web/ui/secret-once.tsx";
import { addWebhook, changeWebhook } from "./queries.ts";

/** A new webhook, or `webhook` changed. */
export function WebhookDialog(props: { webhook: Webhook | null; onClose: () => void }) {
  const [name, setName] = createSignal(props.webhook?.name ?? "");
  const [url, setUrl] = createSignal(props.webhook?.url ?? "https://");
  const [events, setEvents] = createSignal<readonly string[]>(props.webhook?.events ?? []);
  const [secret, setSecret] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const toggle = (event: string, on: boolean) =>
    setEvents((all) => (on ? [...all, event] : all.filter((one) => one !== event)));
  /** What was asked for through the API beside whole kinds. */
  const single = () => events().filter((event) => !(EVENT_ENTITIES as readonly string[]).includes(event));
  const save = async () => {
    if (name().trim() === "") return setProblem(t("webhooks.nameNeeded"));
    setBusy(true);
    setProblem(null);
    const body = { name: name().trim(), url: url().trim(), events: [...events()] };
    try {
      if (props.webhook) {
        await changeWebhook(props.webhook, body);
        props.onClose();
      } else setSecret(await addWebhook(body));
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(secret() ? "webhooks.created" : props.webhook ? "webhooks.change" : "webhooks.create")}
      onClose={props.onClose}
      footer={
        <Show
          when={!secret()}
          fallback={
            <Button look="primary" onClick={props.onClose}>
              {t("apiKeys.done")}
            </Button>
          }
        >
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="webhook" look="primary" busy={busy()}>
            {t(props.webhook ? "common.save" : "webhooks.create")}
          </Button>
        </Show>
      }
    >
      <Show
        when={secret()}
        fallback={
          <form
            id="webhook"
            class="space-y-4"
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <TextField
              label={t("webhooks.name")}
              hint={t("webhooks.nameHint")}
              dir="auto"
              maxlength={80}
              autocomplete="off"
              autofocus
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <TextField
              label={t("webhooks.url")}
              hint={t("webhooks.urlHint")}
              type="url"
              dir="ltr"
              maxlength={1000}
              autocomplete="off"
              value={url()}
              onInput={(event) => setUrl(event.currentTarget.value)}
            />
            <fieldset>
              <legend class="mb-1 font-medium text-ink-2 text-sm">{t("webhooks.events")}</legend>
              <div class="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-3">
                <For each={[...EVENT_ENTITIES, ...single()]}>
                  {(event) => (
                    <label class="flex min-h-8 items-center gap-2">
                      <input
                        type="checkbox"
                        class="size-4 accent-accent"
                        checked={events().includes(event)}
                        onChange={(change) => toggle(event, change.currentTarget.checked)}
                      />
                      <Show when={!single().includes(event)} fallback={<code class="ltr-text text-sm">{event}</code>}>
                        {t(`webhooks.entities.${event as (typeof EVENT_ENTITIES)[number]}`)}
                      </Show>
                    </label>
                  )}
                </For>
              </div>
              <p class="mt-1 text-ink-3 text-sm">{t("webhooks.eventsHint")}</p>
            </fieldset>
            <Show when={problem()}>
              <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
                {problem()}
              </p>
            </Show>
          </form>
        }
      >
        {(shown) => <SecretOnce label={t("webhooks.secret")} text={t("webhooks.secretText")} secret={shown()} />}
      </Show>
    </Dialog>
  );
}
