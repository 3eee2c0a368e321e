import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { addDays } from "#core/platform/rules/days.ts";
import { customerName } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showDigits } from "#web/platform/show.ts";
import { useCan, useMe, useUserName } from "#web/workspace/users/index.ts";
import { editActivity } from "./form-state.ts";
import { moveWork } from "./move-menu.tsx";
import type { Activity } from "./queries.ts";
import { dayWord, dueOf, isLate, KIND_ICONS, kindWord } from "./words.ts";

/** How the browser names what is dragged. */
export const DRAGGED = "application/x-peyvand-activity";

export function moveToDay(activity: Activity, dueOn: string): void {
  if (activity.dueOn === dueOn || activity.state !== "open") return;
  void moveWork([activity.id], { dueOn }, t("work.movedTo", dayWord(dueOn)), [activity]);
}

/** One activity on its day: opened with a press, moved by dragging it, or with Alt and the arrows. */
export function CalendarCard(props: { activity: Activity; brief?: boolean }) {
  const can = useCan();
  const me = useMe();
  const userName = useUserName();
  const isOpen = () => props.activity.state === "open";
  const mayMove = () => isOpen() && can("activities.write");
  const time = () => dueOf(props.activity).time;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || !mayMove()) return;
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const by = { [forward]: 1, [back]: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    if (!by) return;
    event.preventDefault();
    moveToDay(props.activity, addDays(props.activity.dueOn, by));
  };
  return (
    <button
      type="button"
      data-work
      draggable={mayMove()}
      title={props.activity.subject}
      class="w-full min-w-0 cursor-pointer rounded-lg border px-2 text-start text-sm transition-colors hover:border-accent"
      classList={{
        "py-1": !props.brief,
        "flex items-center gap-1 py-px leading-5": props.brief ?? false,
        "border-accent/25 bg-accent-soft": isOpen() && !isLate(props.activity),
        "border-danger/30 bg-danger-soft": isLate(props.activity),
        "border-line bg-sunk text-ink-3": !isOpen(),
      }}
      onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, props.activity.id)}
      onKeyDown={onKeyDown}
      onClick={() => isOpen() && editActivity(props.activity)}
    >
      <span class="sr-only">{kindWord(props.activity.kind)}</span>
      <Show
        when={!props.brief}
        fallback={
          <>
            <Show when={time()}>
              {(at) => <span class="shrink-0 text-ink-2 text-xs tabular-nums">{showDigits(at())}</span>}
            </Show>
            <bdi class="min-w-0 truncate" classList={{ "line-through": !isOpen() }}>
              {props.activity.subject}
            </bdi>
          </>
        }
      >
        <span class="flex items-center gap-1 text-ink-2 text-xs">
          <Dynamic component={KIND_ICONS[props.activity.kind]} size={12} />
          <span class="tabular-nums">{time() ? showDigits(time() as string) : t("work.wholeDay")}</span>
        </span>
        <span class="line-clamp-2 break-words font-medium" classList={{ "line-through": !isOpen() }}>
          <bdi>{props.activity.subject}</bdi>
        </span>
        <Show when={props.activity.customerId}>
          {(id) => <span class="block truncate text-ink-2 text-xs">{customerName(id())}</span>}
        </Show>
        <Show when={props.activity.ownerId !== me.data?.actor.id}>
          <span class="block truncate text-ink-3 text-xs">{userName(props.activity.ownerId) ?? t("work.gone")}</span>
        </Show>
      </Show>
    </button>
  );
}
