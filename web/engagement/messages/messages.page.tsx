import { A } from "@solidjs/router";
import Send from "lucide-solid/icons/send";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { MESSAGE_GROUPS, type Message, type MessageGroup } from "#core/engagement/messages/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import type { Icon } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { MessageActions, MessageSign } from "./message-entry.tsx";
import { useMessages } from "./queries.ts";
import { StateMark } from "./state-mark.tsx";
import { whyWord } from "./words.ts";

/** Everything that was sent or waits, by what became of it. */
export default function MessagesPage() {
  useTitle(() => t("messages.title"));
  const [group, setGroup] = createSignal<MessageGroup>("gone");
  const messages = useMessages(group);
  const rows = () => messages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHeader title={t("messages.title")}>
        <Segmented<MessageGroup>
          label={t("messages.group")}
          class="max-w-full flex-wrap"
          value={group()}
          onChange={setGroup}
          choices={MESSAGE_GROUPS.map((value) => ({ value, label: t(`messages.groups.${value}`) }))}
        />
      </PageHeader>
      <div class="px-5 pb-10 md:px-8">
        <p class="mb-4 max-w-2xl text-ink-2">{t(`messages.groupTexts.${group()}`)}</p>
        <Switch>
          <Match when={messages.isPending}>
            <Skeleton lines={6} />
          </Match>
          <Match when={messages.isError && rows().length === 0}>
            <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
          </Match>
          <Match when={rows().length === 0}>
            <EmptyState icon={Send as Icon} title={t(`messages.none.${group()}`)} text={t("messages.noneText")} />
          </Match>
          <Match when={true}>
            <ul class="divide-y border-y" aria-label={t("messages.title")}>
              <For each={rows()}>{({ message, customerName }) => <Row message={message} name={customerName} />}</For>
            </ul>
            <MoreButton of={messages}>{t("messages.older")}</MoreButton>
          </Match>
        </Switch>
      </div>
    </>
  );
}

function Row(props: { message: Message; name: string | null }) {
  const can = useCan();
  const it = () => props.message;
  return (
    <li class="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 py-3">
      <span class="mt-0.5 grid size-7 place-items-center rounded-full border bg-paper text-accent">
        <MessageSign message={it()} size={14} />
      </span>
      <div class="min-w-0">
        <p class="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <Show when={it().customerId} fallback={<bdi class="font-medium">{it().toName ?? it().to}</bdi>}>
            {(id) => (
              <A href={`/customers/${id()}`} class="font-medium hover:underline" dir="auto">
                {props.name ?? it().to}
              </A>
            )}
          </Show>
          <StateMark message={it()} />
          <Ago at={it().createdAt} class="text-ink-3 text-sm" />
        </p>
        <p class="truncate text-ink-2" dir="auto">
          {it().subject ?? it().excerpt}
        </p>
        <Show when={whyWord(it())}>{(why) => <p class="text-ink-2 text-sm">{why()}</p>}</Show>
        <Show when={can("messages.send")}>
          <MessageActions message={it()} />
        </Show>
      </div>
    </li>
  );
}
