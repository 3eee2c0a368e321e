import Inbox from "lucide-solid/icons/inbox";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { WaitingMail } from "#core/engagement/inbound/index.ts";
import { CustomerForm, isolated } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showList } from "#web/platform/show.ts";
import type { Icon } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { assign, useWaitingMails } from "./queries.ts";
import { WaitingRow } from "./waiting-row.tsx";

/** Mail of which nobody knows whose it is: given to a customer, made a customer of, or put aside. */
export default function IncomingPage() {
  useTitle(() => t("incoming.title"));
  const mails = useWaitingMails();
  const rows = () => mails.data?.pages.flatMap(({ items }) => items) ?? [];
  const addresses = () => mails.data?.pages[0]?.addresses ?? [];
  const [assigned, setAssigned] = createSignal<WaitingMail | null>(null);
  const [made, setMade] = createSignal<WaitingMail | null>(null);
  return (
    <>
      <PageHeader title={t("incoming.title")} />
      <div class="px-5 pb-10 md:px-8">
        <p class="mb-4 max-w-2xl text-ink-2">
          {t("incoming.lead")}
          <Show when={addresses().length > 0}>
            {" "}
            <span class="text-ink">{t("incoming.address", showList(addresses().map(isolated)))}</span>
          </Show>
        </p>
        <Switch>
          <Match when={mails.isPending}>
            <Skeleton lines={6} />
          </Match>
          <Match when={mails.isError && rows().length === 0}>
            <ErrorState error={mails.error} onRetry={() => void mails.refetch()} />
          </Match>
          <Match when={rows().length === 0 && addresses().length === 0}>
            <EmptyState icon={Inbox as Icon} title={t("incoming.noneReceived")} text={t("incoming.noneReceivedText")} />
          </Match>
          <Match when={rows().length === 0}>
            <EmptyState icon={Inbox as Icon} title={t("incoming.none")} text={t("incoming.noneText")} />
          </Match>
          <Match when={true}>
            <ul class="divide-y border-y" aria-label={t("incoming.title")}>
              <For each={rows()}>
                {(mail) => <WaitingRow mail={mail} onAssign={() => setAssigned(mail)} onMake={() => setMade(mail)} />}
              </For>
            </ul>
            <MoreButton of={mails}>{t("incoming.older")}</MoreButton>
          </Match>
        </Switch>
      </div>
      <Show when={assigned()} keyed>
        {(mail) => <AssignDialog mail={mail} onClose={() => setAssigned(null)} />}
      </Show>
      <Show when={made()} keyed>
        {(mail) => (
          <CustomerForm
            open
            given={{ of: mail.id, values: whoWrote(mail) }}
            onClose={() => setMade(null)}
            onAdded={(customer) => {
              setMade(null);
              assign(mail.id, customer.id).then(
                () => toastDone(t("incoming.made", isolated(customer.name))),
                (error) => toastFailed(messageOf(error)),
              );
            }}
          />
        )}
      </Show>
    </>
  );
}

/** The beginning of a record: who wrote, or in a colleague's copy to whom. */
function whoWrote({ direction, from, to }: WaitingMail) {
  const { address, name = "" } = direction === "in" ? from : (to[0] ?? { address: "" });
  const [givenName = "", ...rest] = name.split(" ");
  return { givenName, familyName: rest.join(" "), emails: [{ value: address, label: "" }] };
}
