import KeyRound from "lucide-solid/icons/key-round";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { PERMISSIONS } from "#core/platform/permissions.ts";
import type { ApiKey } from "#core/workspace/api-keys/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showDate, showInstant, showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button } from "#web/ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useTitle } from "#web/ui/title.ts";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { useApiKeys } from "./queries.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { permissionWord } from "./words.ts";

/** It lets nobody in any more. */
const isOver = (key: ApiKey) =>
  key.revokedAt !== undefined || (key.expiresAt !== undefined && Date.parse(key.expiresAt) <= Date.now());

export default function ApiKeysPage() {
  const keys = useApiKeys();
  const [creating, setCreating] = createSignal(false);
  const [revoking, setRevoking] = createSignal<ApiKey | null>(null);
  useTitle(() => t("apiKeys.title"));
  const CreateButton = () => (
    <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
      {t("apiKeys.create")}
    </Button>
  );

  return (
    <>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("apiKeys.title")}</h2>
          <p class="max-w-xl text-ink-2">{t("apiKeys.text")}</p>
        </div>
        <Show when={keys.isSuccess && (keys.data?.length ?? 0) > 0}>
          <CreateButton />
        </Show>
      </div>
      <Switch>
        <Match when={keys.isPending}>
          <Skeleton lines={4} />
        </Match>
        <Match when={keys.isError}>
          <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />
        </Match>
        <Match when={keys.data?.length === 0}>
          <EmptyState icon={KeyRound} title={t("apiKeys.none")} text={t("apiKeys.noneText")}>
            <CreateButton />
          </EmptyState>
        </Match>
        <Match when={keys.data}>
          {(list) => (
            <ul class="divide-y border-y">
              <For each={list()}>
                {(key) => (
                  <li
                    class={`flex flex-wrap items-center gap-x-4 gap-y-1 px-2 py-2.5 ${isOver(key) ? "text-ink-3" : ""}`}
                  >
                    <div class="min-w-48 flex-1 basis-48">
                      <span class="font-medium" dir="auto">
                        {key.name}
                      </span>{" "}
                      <span class="ltr-text text-ink-3 text-sm">…{key.ending}</span>
                      <p class="text-ink-3 text-sm">
                        <Show when={key.lastUsedAt} fallback={t("apiKeys.neverUsed")}>
                          {(at) => (
                            <>
                              {t("apiKeys.lastUsed")} <Ago at={at()} />
                              <Show when={key.lastUsedFrom}>
                                {(address) => <> {t("apiKeys.from", `\u2066${address()}\u2069`)}</>}
                              </Show>
                            </>
                          )}
                        </Show>
                      </p>
                    </div>
                    <div class="flex min-w-48 flex-1 basis-48 flex-wrap gap-1.5">
                      <Show when={key.role}>{(role) => <Tag>{findWord(`roles.names.${role()}`) ?? role()}</Tag>}</Show>
                      <Show when={key.permissions}>
                        {(list) => (
                          <span title={list().map(permissionWord).join(t("common.comma"))}>
                            <Tag>{t("apiKeys.scopes", showNumber(list().length), showNumber(PERMISSIONS.length))}</Tag>
                          </span>
                        )}
                      </Show>
                      <Show when={key.expiresAt}>
                        {(at) => <Tag>{t("apiKeys.expires", showInstant(at(), "short"))}</Tag>}
                      </Show>
                      <Show when={key.perMinute}>
                        {(count) => <Tag>{t("apiKeys.limited", showNumber(count()))}</Tag>}
                      </Show>
                    </div>
                    <span class="text-ink-2 text-sm" title={showDate(key.createdAt.slice(0, 10))}>
                      {t("apiKeys.createdBy", key.createdBy)} · <Ago at={key.createdAt} />
                    </span>
                    <Show
                      when={!isOver(key)}
                      fallback={
                        <span class="ms-auto w-24 text-end text-sm">
                          {t(key.revokedAt ? "apiKeys.revoked" : "apiKeys.expired")}
                        </span>
                      }
                    >
                      <Button size="small" class="ms-auto w-24" onClick={() => setRevoking(key)}>
                        {t("apiKeys.revoke")}
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <NewKeyDialog open={creating()} onClose={() => setCreating(false)} />
      <RevokeDialog apiKey={revoking()} onClose={() => setRevoking(null)} />
    </>
  );
}
