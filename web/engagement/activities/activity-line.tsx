import { A } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import Check from "lucide-solid/icons/check";
import Flag from "lucide-solid/icons/flag";
import Repeat from "lucide-solid/icons/repeat";
import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { customerName, isolated } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { useCan, useMe, useUserName } from "#web/workspace/users/index.ts";
import { askCompletion, editActivity } from "./form-state.ts";
import { MoveMenu } from "./move-menu.tsx";
import { type Activity, undo } from "./queries.ts";
import { dueWord, durationWord, isLate, KIND_ICONS, kindWord, ruleWord } from "./words.ts";

type LineProps = {
  activity: Activity;
  selected?: boolean;
  onSelect?: (() => void) | undefined;
  /** Where the customer is known from the place. */
  withoutCustomer?: boolean;
};

/** One piece of work: done with one press, opened with another. */
export function ActivityLine(props: LineProps) {
  const can = useCan();
  const me = useMe();
  const userName = useUserName();
  const isOpen = () => props.activity.state === "open";
  const isOthers = () => props.activity.ownerId !== me.data?.actor.id;
  return (
    <li
      data-activity={props.activity.id}
      class="group/line relative flex items-start gap-3 px-3 py-2.5 first:rounded-t-[inherit] last:rounded-b-[inherit] focus-within:bg-hover hover:bg-hover"
      classList={{ "bg-accent-soft/60": props.selected ?? false }}
    >
      <Show when={props.onSelect}>
        <input
          type="checkbox"
          class="relative z-1 mt-1.5 size-4 shrink-0 accent-accent"
          aria-label={t("work.select", props.activity.subject)}
          checked={props.selected}
          onChange={() => props.onSelect?.()}
        />
      </Show>
      <button
        type="button"
        class="group/check relative z-1 mt-0.5 grid size-6 shrink-0 place-items-center rounded-full border-2 transition-colors disabled:cursor-not-allowed"
        classList={{
          "border-line-strong text-transparent hover:border-accent hover:text-accent": isOpen(),
          "border-transparent bg-accent-soft text-accent": props.activity.state === "done",
          "border-line text-ink-3": props.activity.state === "cancelled",
        }}
        disabled={!can("activities.write")}
        aria-label={t(isOpen() ? "work.completeOne" : "work.reopenOne", props.activity.subject)}
        title={t(isOpen() ? "work.complete" : "work.reopen")}
        onClick={() => (isOpen() ? askCompletion(props.activity) : void undo(props.activity))}
      >
        <Check size={14} stroke-width={3} />
      </button>
      <div class="min-w-0 flex-1">
        <p class="flex items-center gap-2">
          <button
            type="button"
            data-work
            class="min-w-0 truncate rounded text-start font-medium after:absolute after:inset-0"
            classList={{ "text-ink-2 line-through decoration-ink-3": !isOpen() }}
            onClick={() => isOpen() && editActivity(props.activity)}
          >
            <bdi>{props.activity.subject}</bdi>
          </button>
          <Show when={props.activity.priority === "high"}>
            <span title={t("work.priorities.high")} class="shrink-0 text-danger">
              <Flag size={13} aria-label={t("work.important")} />
            </span>
          </Show>
        </p>
        <p class="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-ink-2 text-sm">
          <span class="inline-flex items-center gap-1">
            <Dynamic component={KIND_ICONS[props.activity.kind]} size={13} />
            {kindWord(props.activity.kind)}
          </span>
          <span class="tabular-nums" classList={{ "font-medium text-danger": isLate(props.activity) }}>
            {dueWord(props.activity)}
          </span>
          <Show when={props.activity.durationMinutes}>{(minutes) => <span>{durationWord(minutes())}</span>}</Show>
          <Show when={ruleWord(props.activity)}>
            {(word) => (
              <span class="inline-flex items-center gap-1">
                <Repeat size={12} /> {word()}
              </span>
            )}
          </Show>
          <Show when={isOpen() && props.activity.remindAt && !props.activity.remindedAt}>
            <Bell size={12} aria-label={t("work.hasReminder")} />
          </Show>
          <Show when={!props.withoutCustomer && props.activity.customerId}>
            {(id) => (
              <A href={`/customers/${id()}`} class="relative z-1 min-w-0 truncate rounded text-accent hover:underline">
                <bdi>{customerName(id())}</bdi>
              </A>
            )}
          </Show>
          <Show when={isOthers()}>
            <span class="truncate">{isolated(userName(props.activity.ownerId) ?? t("work.gone"))}</span>
          </Show>
          <Show when={props.activity.outcome}>{(text) => <span class="truncate">«{isolated(text())}»</span>}</Show>
        </p>
      </div>
      <Show when={isOpen() && can("activities.write")}>
        <div class="relative z-1">
          <MoveMenu ids={[props.activity.id]} before={[props.activity]} subject={props.activity.subject} />
        </div>
      </Show>
    </li>
  );
}
