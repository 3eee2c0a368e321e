import { A } from "@solidjs/router";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import ExternalLink from "lucide-solid/icons/external-link";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, For, type JSX, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import {
  ArchivedNotice,
  customerKey,
  fieldText,
  fieldWord,
  onCustomerSaved,
  type PeekProps,
  relationWord,
  StageMark,
} from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { useQuery } from "#web/platform/use-query.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { ButtonLink, IconButton } from "#web/ui/button.tsx";
import { useMedia } from "#web/ui/media.ts";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useCan, useUserName } from "#web/workspace/users/index.ts";
import { Composer } from "./composer.tsx";
import { refreshTimeline, useCustomerPage, useTimeline } from "./queries.ts";
import { TimelineRow } from "./timeline-row.tsx";

/** One customer beside the list, which stays where it is; over it, on a phone. */
export default function CustomerPeek(props: PeekProps) {
  const isWide = useMedia("(min-width: 64rem)");
  return (
    <Show when={isWide()} fallback={<Sheet {...props} />}>
      <aside
        aria-label={t("customers.parts.label")}
        class="appear fixed inset-y-0 end-0 z-20 flex w-104 flex-col border-s bg-surface shadow-float"
      >
        <Content {...props} />
      </aside>
    </Show>
  );
}

/** The whole screen, as a dialog: what lies behind cannot be reached by accident. */
function Sheet(props: PeekProps) {
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  onCleanup(() => element?.close());
  return (
    <dialog
      ref={element}
      aria-label={t("customers.parts.label")}
      class="appear fixed inset-0 m-0 h-dvh max-h-none w-full max-w-none flex-col bg-surface text-ink open:flex"
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <Content {...props} />
    </dialog>
  );
}

function Content(props: PeekProps) {
  const page = useCustomerPage(() => props.id);
  const known = useQuery(() => ({
    queryKey: customerKey(props.id),
    queryFn: (): Customer => {
      throw new Error("filled by the page's request");
    },
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  }));
  createEffect(() => page.isSuccess && !page.isFetching && !known.data && void page.refetch());
  createEffect(() => onCustomerSaved((id) => void refreshTimeline(id as Customer["id"])));
  onCleanup(() => onCustomerSaved(() => {}));
  return (
    <>
      <header class="flex items-center gap-1 border-b px-3 py-2">
        <IconButton
          icon={ChevronUp}
          label={t("peek.previous")}
          disabled={props.isFirst}
          onClick={() => props.onStep(-1)}
        />
        <IconButton icon={ChevronDown} label={t("peek.next")} disabled={props.isLast} onClick={() => props.onStep(1)} />
        <span role="status" class="px-1 text-ink-3 text-sm tabular-nums">
          {t("peek.place", showNumber(props.place), props.of)}
        </span>
        <ButtonLink href={`/customers/${props.id}`} size="small" look="quiet" icon={ExternalLink} class="ms-auto">
          {t("peek.whole")}
        </ButtonLink>
        <IconButton icon={X} label={t("peek.close")} onClick={() => props.onClose()} />
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <Switch>
          <Match when={page.isError && !known.data}>
            <ErrorState error={page.error} onRetry={() => void page.refetch()} />
          </Match>
          <Match when={known.data}>
            {(customer) => (
              <Show when={customer().id} keyed>
                <Known customer={customer()} />
              </Show>
            )}
          </Match>
          <Match when={true}>
            <Skeleton lines={7} class="p-5" />
          </Match>
        </Switch>
      </div>
    </>
  );
}

const LATEST = 8;

function Known(props: { customer: Customer }) {
  const can = useCan();
  const userName = useUserName();
  const timeline = useTimeline(() => ({ id: props.customer.id, filter: "all" }));
  const latest = createMemo(() => timeline.data?.pages.flatMap((page) => page.items).slice(0, LATEST) ?? []);
  const fact = (name: keyof Customer) => fieldText(name, props.customer[name], userName);
  return (
    <div class="space-y-5 px-5 py-4">
      <div class="flex items-start gap-3">
        <Avatar name={props.customer.name} square={props.customer.kind === "organisation"} large />
        <div class="min-w-0 flex-1">
          <h2 class="break-words font-semibold text-lg">
            <A href={`/customers/${props.customer.id}`} class="hover:underline" dir="auto">
              {props.customer.name}
            </A>
          </h2>
          <p class="flex flex-wrap items-center gap-x-3 text-ink-2 text-sm">
            <span>{relationWord(props.customer.relation)}</span>
            <StageMark stage={props.customer.lifecycleStage} />
            <Show when={props.customer.archivedAt}>
              <Tag class="border-warn/40 bg-warn-soft text-warn">{t("customers.archived")}</Tag>
            </Show>
          </p>
        </div>
      </div>
      <dl class="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <For
          each={["phones", "emails", "ownerId", "tags", "addresses", "birthOn", "preferredChannel", "notes"] as const}
        >
          {(name) => (
            <Show when={fact(name)}>
              {(text) => <Fact label={fieldWord(name, props.customer.kind)}>{text()}</Fact>}
            </Show>
          )}
        </For>
        <Show when={props.customer.stats.lastContactAt}>
          {(at) => (
            <Fact label={t("customers.columns.lastContact")}>
              <Ago at={at()} />
            </Fact>
          )}
        </Show>
      </dl>
      <ArchivedNotice customer={props.customer} class="rounded-lg px-3" />
      <Show when={can("interactions.write") && !props.customer.archivedAt}>
        <Composer customer={props.customer} />
      </Show>
      <section aria-label={t("peek.latest")}>
        <h3 class="font-semibold">{t("peek.latest")}</h3>
        <ol>
          <For each={latest()} fallback={<li class="py-2 text-ink-3">{t("peek.noneYet")}</li>}>
            {(entry, at) => (
              <li>
                <TimelineRow
                  entry={entry}
                  before={latest()[at() - 1]}
                  kind={props.customer.kind}
                  mayWrite={false}
                  mayAudit={false}
                  onCorrect={() => {}}
                  onWithdraw={() => {}}
                  onVersions={() => {}}
                />
              </li>
            )}
          </For>
        </ol>
      </section>
    </div>
  );
}

function Fact(props: { label: string; children: JSX.Element }) {
  return (
    <>
      <dt class="text-ink-3 text-sm">{props.label}</dt>
      <dd class="min-w-0 whitespace-pre-line break-words">{props.children}</dd>
    </>
  );
}
