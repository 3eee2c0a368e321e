import Plus from "lucide-solid/icons/plus";
import WebhookIcon from "lucide-solid/icons/webhook";
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { Webhook } from "#core/workspace/webhooks/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SecretOnce } from "#web/ui/secret-once.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { SureDialog } from "#web/ui/sure-dialog.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone } from "#web/ui/toast.tsx";
import { removeWebhook, renewSecret, useWebhooks } from "./queries.ts";
import { WebhookDialog } from "./webhook-dialog.tsx";
import { WebhookRow } from "./webhook-row.tsx";

type Asked = { what: "create" | "change" | "renew" | "remove"; webhook: Webhook | null };

/** The addresses of other programs that are told of what happens here. */
export default function WebhooksPage() {
  useTitle(() => t("webhooks.title"));
  const webhooks = useWebhooks();
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const byId = createMemo(() => new Map((webhooks.data ?? []).map((one) => [one.id, one])));
  const close = () => setAsked(null);
  const CreateButton = () => (
    <Button look="primary" icon={Plus} onClick={() => setAsked({ what: "create", webhook: null })}>
      {t("webhooks.create")}
    </Button>
  );
  return (
    <>
      <div class="mb-2 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("webhooks.title")}</h2>
          <p class="max-w-xl text-ink-2">{t("webhooks.text")}</p>
        </div>
        <Show when={byId().size > 0}>
          <CreateButton />
        </Show>
      </div>
      <Switch>
        <Match when={webhooks.isPending}>
          <Skeleton lines={4} />
        </Match>
        <Match when={webhooks.isError && byId().size === 0}>
          <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} />
        </Match>
        <Match when={byId().size === 0}>
          <EmptyState icon={WebhookIcon as Icon} title={t("webhooks.none")} text={t("webhooks.noneText")}>
            <CreateButton />
          </EmptyState>
        </Match>
        <Match when={true}>
          <ul class="divide-y border-y" aria-label={t("webhooks.title")}>
            <For each={[...byId().keys()]}>
              {(id) => (
                <Show when={byId().get(id)}>
                  {(webhook) => (
                    <WebhookRow webhook={webhook()} onAsk={(what) => setAsked({ what, webhook: webhook() })} />
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
      <Show when={asked()} keyed>
        {({ what, webhook }) => (
          <Switch>
            <Match when={what === "create" || what === "change"}>
              <WebhookDialog webhook={webhook} onClose={close} />
            </Match>
            <Match when={what === "renew" && webhook}>{(one) => <RenewDialog webhook={one()} onClose={close} />}</Match>
            <Match when={what === "remove" && webhook}>
              {(one) => <RemoveDialog webhook={one()} onClose={close} />}
            </Match>
          </Switch>
        )}
      </Show>
    </>
  );
}

function RenewDialog(props: { webhook: Webhook; onClose: () => void }) {
  const [secret, setSecret] = createSignal<string | null>(null);
  return (
    <Show
      when={secret()}
      fallback={
        <SureDialog
          title={t("webhooks.renewTitle", props.webhook.name)}
          text={t("webhooks.renewText")}
          label={t("webhooks.renew")}
          look="primary"
          act={async () => setSecret(await renewSecret(props.webhook))}
          onClose={props.onClose}
        />
      }
    >
      {(shown) => (
        <Dialog
          open
          title={t("webhooks.renewed")}
          onClose={props.onClose}
          footer={
            <Button look="primary" onClick={props.onClose}>
              {t("apiKeys.done")}
            </Button>
          }
        >
          <SecretOnce label={t("webhooks.secret")} text={t("webhooks.secretText")} secret={shown()} />
        </Dialog>
      )}
    </Show>
  );
}

function RemoveDialog(props: { webhook: Webhook; onClose: () => void }) {
  return (
    <SureDialog
      title={t("webhooks.removeTitle", props.webhook.name)}
      text={t("webhooks.removeText")}
      label={t("webhooks.remove")}
      look="danger"
      act={async () => {
        await removeWebhook(props.webhook);
        toastDone(t("webhooks.removed", props.webhook.name));
        props.onClose();
      }}
      onClose={props.onClose}
    />
  );
}
