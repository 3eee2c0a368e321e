import { useParams } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import Pencil from "lucide-solid/icons/pencil";
import { type Component, createMemo, createSignal, Match, Show, Switch } from "solid-js";
import type { PeekProps } from "#web/people/customers/index.ts";
import { ApiError } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, ButtonLink, type Icon, IconButton } from "#web/ui/button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { Flow } from "./flow.tsx";
import { History } from "./history.tsx";
import { KindMark } from "./kind-mark.tsx";
import { Members } from "./members.tsx";
import { bringBack, putAway, type Segment, type SegmentId, useSegment } from "./queries.ts";
import { SegmentDialog } from "./segment-form.tsx";
import { Month } from "./segments.page.tsx";
import { useRuleWords } from "./words.ts";

/** `Peek` shows one member beside the page; it comes from above, since it shows what other rooms know. */
export default function SegmentPage(props: { Peek: Component<PeekProps> }) {
  const params = useParams<{ id: SegmentId }>();
  const segment = useSegment(() => params.id);
  useTitle(() => segment.data?.name ?? t("segments.title"));
  useFields();
  const isMissing = () => segment.error instanceof ApiError && [400, 404].includes(segment.error.status);
  return (
    <Switch>
      <Match when={segment.isError && !segment.data}>
        <ErrorState
          page
          error={segment.error}
          {...(isMissing() ? { title: t("segments.notFound") } : { onRetry: () => void segment.refetch() })}
        >
          <ButtonLink href="/segments">{t("segments.backToList")}</ButtonLink>
        </ErrorState>
      </Match>
      <Match when={!segment.data}>
        <Skeleton lines={9} class="p-8" />
      </Match>
      <Match when={segment.data}>{(shown) => <Loaded segment={shown()} Peek={props.Peek} />}</Match>
    </Switch>
  );
}

function Loaded(props: { segment: Segment; Peek: Component<PeekProps> }) {
  const can = useCan();
  const words = useRuleWords();
  const segment = () => props.segment;
  const [editing, setEditing] = createSignal(false);
  const [part, setPart] = createSignal<"members" | "history">("members");
  const [peeked, setPeeked] = createSignal<string | null>(null);
  const isArchived = () => segment().archivedAt !== undefined;
  const mayWrite = () => can("segments.write");
  // What is shown below is read again when somebody came or went.
  const watched = createMemo(() => segment().size * 1_000_003 + segment().entered30 * 1009 + segment().left30);
  const away = async () => {
    try {
      await putAway(segment().id);
      toastDone(t("segments.wasArchived", segment().name), () => void back());
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const back = () => bringBack(segment().id).catch((error) => toastFailed(messageOf(error)));

  return (
    <div classList={{ "lg:pe-104": peeked() !== null && part() === "members" }}>
      <PageHeader title={segment().name}>
        <KindMark kind={segment().kind} />
        <Show when={mayWrite()}>
          <div class="flex gap-2 md:ms-auto">
            <Show
              when={!isArchived()}
              fallback={
                <Button icon={ArchiveRestore} onClick={() => void back()}>
                  {t("segments.restore")}
                </Button>
              }
            >
              <Button icon={Pencil} onClick={() => setEditing(true)}>
                {t("segments.editShort")}
              </Button>
              <IconButton icon={Archive as Icon} label={t("segments.archive")} onClick={() => void away()} />
            </Show>
          </div>
        </Show>
      </PageHeader>
      <div class="space-y-5 px-5 pb-8 md:px-8">
        <Show when={segment().description}>
          {(text) => (
            <p class="max-w-3xl whitespace-pre-line text-ink-2">
              <bdi>{text()}</bdi>
            </p>
          )}
        </Show>
        <Show when={isArchived()}>
          <p role="status" class="rounded-xl bg-sunk px-4 py-3">
            {t("segments.archivedNotice")}
          </p>
        </Show>
        <Show when={segment().broken.length > 0}>
          <div role="alert" class="rounded-xl bg-warn-soft px-4 py-3">
            <p class="font-semibold">{t("segments.broken")}</p>
            <p>{t("segments.brokenText")}</p>
          </div>
        </Show>
        <Show when={segment().rule}>
          {(rule) => (
            <p class="max-w-3xl break-words">
              <span class="text-ink-3">{t("segments.who")} </span>
              {t("filters.reading", words.rule(rule()))}
            </p>
          )}
        </Show>
        <dl class="flex flex-wrap gap-x-10 gap-y-3">
          <div>
            <dt class="text-ink-3 text-sm">{t("segments.size")}</dt>
            <dd class="font-semibold text-2xl tabular-nums">{showNumber(segment().size)}</dd>
          </div>
          <div>
            <dt class="text-ink-3 text-sm">{t("segments.month")}</dt>
            <dd class="text-lg tabular-nums">
              <Month segment={segment()} />
            </dd>
          </div>
          <Show when={segment().computing !== null}>
            <div>
              <dt class="text-ink-3 text-sm">{t("segments.computingTitle")}</dt>
              <dd class="text-lg tabular-nums">
                <span role="status">{t("segments.computing", showNumber(segment().computing ?? 0))}</span>
              </dd>
            </div>
          </Show>
        </dl>
        <Flow id={segment().id} watched={watched()} />
        <Segmented
          label={t("segments.parts")}
          value={part()}
          onChange={setPart}
          choices={[
            { value: "members", label: t("segments.members") },
            { value: "history", label: t("segments.history") },
          ]}
        />
        <Show when={part() === "members"} fallback={<History id={segment().id} watched={watched()} />}>
          <Members
            segment={segment()}
            watched={watched()}
            mayWrite={mayWrite() && !isArchived()}
            Peek={props.Peek}
            peeked={peeked()}
            onPeek={setPeeked}
          />
        </Show>
      </div>
      <Show when={editing()}>
        <SegmentDialog segment={segment()} onClose={() => setEditing(false)} />
      </Show>
    </div>
  );
}
