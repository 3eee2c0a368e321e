import MailPlus from "lucide-solid/icons/mail-plus";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Invitation } from "#core/workspace/invitations/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button } from "#web/ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastFailed } from "#web/ui/toast.tsx";
import { roleWord, useRoles } from "#web/workspace/roles/index.ts";
import { InviteDialog, type Sent, SentDialog } from "./invite-dialog.tsx";
import { sendAgain, useInvitations } from "./queries.ts";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

type State = "waiting" | "accepted" | "withdrawn" | "expired";

function stateOf(invitation: Invitation): State {
  if (invitation.acceptedAt) return "accepted";
  if (invitation.withdrawnAt) return "withdrawn";
  return Date.parse(invitation.expiresAt) <= Date.now() ? "expired" : "waiting";
}

export default function InvitationsPage() {
  const invitations = useInvitations();
  const [inviting, setInviting] = createSignal(false);
  const [sent, setSent] = createSignal<Sent | null>(null);
  const [withdrawing, setWithdrawing] = createSignal<Invitation | null>(null);
  useTitle(() => t("invitations.title"));
  const again = async (invitation: Invitation) => {
    try {
      setSent(await sendAgain(invitation));
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const Invite = () => (
    <Button look="primary" icon={MailPlus} onClick={() => setInviting(true)}>
      {t("invitations.create")}
    </Button>
  );
  return (
    <>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("invitations.title")}</h2>
          <p class="max-w-xl text-ink-2">{t("invitations.text")}</p>
        </div>
        <Show when={(invitations.data?.length ?? 0) > 0}>
          <Invite />
        </Show>
      </div>
      <Switch>
        <Match when={invitations.isPending}>
          <Skeleton lines={4} />
        </Match>
        <Match when={invitations.isError}>
          <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />
        </Match>
        <Match when={invitations.data?.length === 0}>
          <EmptyState icon={MailPlus} title={t("invitations.none")} text={t("invitations.noneText")}>
            <Invite />
          </EmptyState>
        </Match>
        <Match when={invitations.data}>
          {(list) => (
            <ul class="divide-y border-y">
              <For each={list()}>
                {(invitation) => (
                  <Row
                    invitation={invitation}
                    onAgain={() => again(invitation)}
                    onWithdraw={() => setWithdrawing(invitation)}
                  />
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={inviting()}>
        <InviteDialog
          onClose={() => setInviting(false)}
          onSent={(one) => {
            setInviting(false);
            setSent(one);
          }}
        />
      </Show>
      <Show when={sent()}>{(one) => <SentDialog sent={one()} onClose={() => setSent(null)} />}</Show>
      <WithdrawDialog invitation={withdrawing()} onClose={() => setWithdrawing(null)} />
    </>
  );
}

function Row(props: { invitation: Invitation; onAgain: () => Promise<void>; onWithdraw: () => void }) {
  const roles = useRoles();
  const [busy, setBusy] = createSignal(false);
  const state = () => stateOf(props.invitation);
  const isOpen = () => state() === "waiting" || state() === "expired";
  return (
    <li class={`flex flex-wrap items-center gap-x-4 gap-y-1.5 px-2 py-3 ${isOpen() ? "" : "text-ink-3"}`}>
      <span class="min-w-48 flex-1 basis-48">
        <span class="block truncate font-medium">
          <bdi dir="ltr">{props.invitation.email}</bdi>
        </span>
        <span class="block text-ink-2 text-sm">
          {t("invitations.by", props.invitation.invitedBy)} · <Ago at={props.invitation.createdAt} />
        </span>
      </span>
      <Tag>{roleWord(props.invitation.role, roles.data)}</Tag>
      <span class="w-20 text-sm" classList={{ "text-danger": state() === "expired" }}>
        {t(`invitations.states.${state()}`)}
      </span>
      <span class="flex gap-2 sm:w-56 sm:justify-end">
        <Show when={isOpen()}>
          <Button
            size="small"
            busy={busy()}
            onClick={() => {
              setBusy(true);
              void props.onAgain().finally(() => setBusy(false));
            }}
          >
            {t("invitations.again")}
          </Button>
          <Button size="small" look="quiet" onClick={() => props.onWithdraw()}>
            {t("invitations.withdraw")}
          </Button>
        </Show>
      </span>
    </li>
  );
}
