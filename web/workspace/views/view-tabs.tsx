import { useLocation } from "@solidjs/router";
import BookmarkPlus from "lucide-solid/icons/bookmark-plus";
import Lock from "lucide-solid/icons/lock";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createSignal, For, Show } from "solid-js";
import type { View } from "#core/workspace/views/index.ts";
import type { ViewProblems } from "#core/workspace/views/view-problems.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan, useMe } from "#web/workspace/users/index.ts";
import { addView, bringViewBack, changeSettings, changeView, removeView, useViews } from "./queries.ts";
import { ViewDialog, type ViewLook } from "./view-dialog.tsx";
import { ViewDot } from "./view-dot.tsx";
import { ViewMenu } from "./view-menu.tsx";

/** How a list is looked at now: what saving a view keeps. */
export type ViewState = Pick<View, "filter" | "sort" | "reverse" | "archived" | "columns">;

type TabsProps = {
  list: string;
  /** What the list without a view is called. */
  all: string;
  current: View | null;
  state: ViewState;
  /** Whether the list is looked at otherwise than the current view (or, without one, than at first). */
  changed: boolean;
  problemsOf: (view: View) => ViewProblems | null;
  onOpen: (view: View | null) => void;
};

const TAB =
  "inline-flex h-8 max-w-48 items-center gap-2 rounded-lg px-2.5 text-sm whitespace-nowrap transition-colors hover:bg-hover";

/** The saved views of a list side by side, and what can be done with the one that is open. */
export function ViewTabs(props: TabsProps) {
  const views = useViews(props.list);
  const can = useCan();
  const me = useMe();
  const location = useLocation();
  const [dialog, setDialog] = createSignal<"new" | "duplicate" | "edit" | null>(null);
  const items = () => views.data?.items ?? [];
  const isMine = (view: View) => view.ownerId === me.data?.actor.id;
  const mayChange = (view: View) => !view.shared || isMine(view) || can("views.share");
  const said = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };

  const saveChanges = (view: View) =>
    said(async () => {
      const { filter, sort, reverse, archived, columns } = view;
      const before: ViewState = { filter, sort, reverse, archived, columns };
      const saved = await changeView(view, props.state);
      if (views.data?.settings.columns[view.id])
        await changeSettings({ list: props.list, columns: { of: view.id, are: null } });
      toastDone(t("views.saved", view.name), () => said(async () => props.onOpen(await changeView(saved, before))));
    });
  const takeAway = (view: View) =>
    said(async () => {
      await removeView(view);
      if (location.search.includes(view.id)) props.onOpen(null);
    });
  const saveAs = async (look: ViewLook) => {
    const view = await addView({ list: props.list, ...look, ...props.state });
    props.onOpen(view);
    toastDone(t("views.added", view.name), () => takeAway(view));
  };
  const duplicate = async (look: ViewLook) => {
    if (!props.current) return;
    const { filter, sort, reverse, archived, columns } = props.current;
    const view = await addView({ list: props.list, ...look, filter, sort, reverse, archived, columns });
    props.onOpen(view);
    toastDone(t("views.added", view.name), () => takeAway(view));
  };
  const edit = async (look: ViewLook) => {
    if (props.current) await changeView(props.current, look);
  };
  const remove = (view: View) =>
    said(async () => {
      const wasOpen = location.search.includes(view.id);
      await removeView(view);
      if (wasOpen) props.onOpen(null);
      toastDone(t("views.removed", view.name), () =>
        said(async () => {
          await bringViewBack(view);
          if (wasOpen) props.onOpen(view);
        }),
      );
    });
  const move = (view: View, by: 1 | -1) =>
    said(async () => {
      const at = items().findIndex(({ id }) => id === view.id);
      const [one, two] = [items()[at + by], items()[at + 2 * by]];
      if (one) await changeView(view, { position: two ? (one.position + two.position) / 2 : one.position + by });
    });
  const openDialog = () => {
    const { current } = props;
    if (dialog() === "edit" && current) return { title: t("views.edit"), look: current, save: edit };
    if (dialog() === "duplicate" && current)
      return {
        title: t("views.duplicate"),
        look: { ...current, shared: false, name: t("views.copyOf", current.name).slice(0, 80) },
        save: duplicate,
      };
    return { title: t("views.saveAs"), look: { name: "", colour: null, shared: false }, save: saveAs };
  };

  return (
    <section
      aria-label={t("views.title")}
      class="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 pb-2 md:px-7"
    >
      <nav aria-label={t("views.title")} class="min-w-0 max-w-full overflow-x-auto py-0.5 [scrollbar-width:none]">
        <ul class="flex gap-0.5 px-0.5">
          <li>
            <button
              type="button"
              aria-current={props.current ? undefined : "page"}
              class={`${TAB} ${props.current ? "text-ink-2" : "bg-hover font-medium text-ink"}`}
              onClick={() => props.onOpen(null)}
            >
              {props.all}
            </button>
          </li>
          <For each={items()}>
            {(view) => {
              const isCurrent = () => props.current?.id === view.id;
              return (
                <li>
                  <button
                    type="button"
                    aria-current={isCurrent() ? "page" : undefined}
                    class={`${TAB} ${isCurrent() ? "bg-hover font-medium text-ink" : "text-ink-2"}`}
                    title={view.shared ? t("views.sharedBy", view.ownerName) : t("views.mine")}
                    onClick={() => props.onOpen(view)}
                  >
                    <ViewDot colour={view.colour} />
                    <bdi class="truncate">{view.name}</bdi>
                    <Show when={!view.shared}>
                      <Lock size={12} class="shrink-0 text-ink-3" aria-hidden="true" />
                    </Show>
                    <Show when={props.problemsOf(view)}>
                      <TriangleAlert size={14} class="shrink-0 text-warn" aria-hidden="true" />
                      <span class="sr-only">{t("views.broken")}</span>
                    </Show>
                  </button>
                </li>
              );
            }}
          </For>
        </ul>
      </nav>
      <Show when={views.isError}>
        <span role="alert" class="flex items-center gap-2 text-sm text-danger">
          {t("views.notLoaded")}
          <Button size="small" onClick={() => void views.refetch()}>
            {t("common.tryAgain")}
          </Button>
        </span>
      </Show>
      <div class="ms-auto flex flex-wrap items-center gap-1.5">
        <Show when={props.changed}>
          <Show when={props.current}>
            {(view) => (
              <>
                <span role="status" class="flex items-center gap-1.5 text-sm text-warn">
                  <span aria-hidden="true" class="size-1.5 rounded-full bg-warn" />
                  {t("views.changed")}
                </span>
                <Button size="small" look="quiet" onClick={() => props.onOpen(view())}>
                  {t("views.discard")}
                </Button>
                <Show when={mayChange(view())}>
                  <Button size="small" onClick={() => void saveChanges(view())}>
                    {t("views.saveChanges")}
                  </Button>
                </Show>
              </>
            )}
          </Show>
          <Button size="small" look="quiet" icon={BookmarkPlus} onClick={() => setDialog("new")}>
            {t("views.saveAs")}
          </Button>
        </Show>
        <Show when={props.current}>
          {(view) => (
            <ViewMenu
              view={view()}
              mayChange={mayChange(view())}
              isDefault={views.data?.settings.defaultId === view().id}
              isFirst={items()[0]?.id === view().id}
              isLast={items().at(-1)?.id === view().id}
              onEdit={() => setDialog("edit")}
              onDuplicate={() => setDialog("duplicate")}
              onDefault={(on) => void changeSettings({ list: props.list, defaultId: on ? view().id : null })}
              onMove={(by) => void move(view(), by)}
              onRemove={() => void remove(view())}
            />
          )}
        </Show>
      </div>
      <ViewDialog
        open={dialog() !== null}
        title={openDialog().title}
        look={openDialog().look}
        onSave={(look) => openDialog().save({ name: look.name, colour: look.colour, shared: look.shared })}
        onClose={() => setDialog(null)}
      />
    </section>
  );
}
