import BellPlus from "lucide-solid/icons/bell-plus";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import UserRound from "lucide-solid/icons/user-round";
import { createSignal, For, lazy, Show, Suspense } from "solid-js";
import { addDays } from "#core/platform/rules/days.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar } from "#web/platform/locale.ts";
import { showNumber } from "#web/platform/show.ts";
import type { Icon } from "#web/ui/button.tsx";
import { Popup, PopupItem } from "#web/ui/popup.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useUsers } from "#web/workspace/users/index.ts";
import { nextWeek } from "./calendar-days.ts";
import { grouped } from "./grouped.ts";
import { type Activity, move, snooze } from "./queries.ts";
import { dayWord, todayOn } from "./words.ts";

const DatePicker = lazy(async () => ({ default: (await import("#web/ui/date-picker.tsx")).DatePicker }));

type Target = { dueOn?: string; ownerId?: Activity["ownerId"] };

/** Moves work to another day, or gives it to somebody else; every move can be taken back. */
export async function moveWork(
  ids: readonly Activity["id"][],
  target: Target,
  said: string,
  before?: Activity[],
): Promise<void> {
  try {
    const { moved, refused } = await move({ ids: [...ids], ...target });
    if (refused.length > 0) toastFailed(t("work.notMoved", showNumber(refused.length)));
    if (moved.length > 0) toastDone(said, before && (() => void putBack(before)));
  } catch (error) {
    toastFailed(messageOf(error));
  }
}

async function putBack(before: readonly Activity[]): Promise<void> {
  try {
    const days = grouped(before, ({ dueOn, ownerId }) => `${dueOn} ${ownerId}`);
    for (const [key, activities] of days) {
      const [dueOn = "", ownerId = ""] = key.split(" ");
      await move({ ids: activities.map(({ id }) => id), dueOn, ownerId: ownerId as Activity["ownerId"] });
    }
  } catch (error) {
    toastFailed(messageOf(error));
  }
}

export function MoveMenu(props: {
  ids: readonly Activity["id"][];
  subject: string;
  before?: Activity[];
  words?: boolean;
}) {
  const users = useUsers();
  const [part, setPart] = createSignal<"days" | "date" | "people">("days");
  const go = (close: () => void, target: Target, word: string) => {
    close();
    setPart("days");
    void moveWork(props.ids, target, word, props.before);
  };
  const day = (close: () => void, dueOn: string) => go(close, { dueOn }, t("work.movedTo", dayWord(dueOn)));
  const choices = () => {
    const today = todayOn();
    return [today, addDays(today, 1), nextWeek(today, calendar())];
  };
  const label = (on: string, at: number) => (at === 2 ? t("work.nextWeek") : dayWord(on));
  return (
    <Popup
      label={props.words ? t("work.move") : ""}
      name={t("work.moveOne", props.subject)}
      icon={CalendarClock as Icon}
      title={t("work.move")}
      atEnd={!props.words}
      above={props.words ?? false}
      panelClass={part() === "date" ? "w-auto!" : ""}
    >
      {(close) => (
        <>
          <Show when={part() === "days"}>
            <For each={choices()}>
              {(on, at) => <PopupItem onClick={() => day(close, on)}>{label(on, at())}</PopupItem>}
            </For>
            <Show when={!props.words && props.ids[0]}>
              {(id) => (
                <PopupItem
                  icon={BellPlus as Icon}
                  onClick={() => {
                    close();
                    void snooze(id(), 60);
                  }}
                >
                  {t("work.snooze")}
                </PopupItem>
              )}
            </Show>
            <PopupItem onClick={() => setPart("date")}>{t("work.anotherDay")}</PopupItem>
            <PopupItem icon={UserRound as Icon} onClick={() => setPart("people")}>
              {t("work.assign")}
            </PopupItem>
          </Show>
          <Show when={part() === "date"}>
            <Suspense>
              <div class="p-1.5">
                <DatePicker value={null} onPick={(on) => day(close, on)} />
              </div>
            </Suspense>
          </Show>
          <Show when={part() === "people"}>
            <For each={users.data ?? []}>
              {({ id, name }) => (
                <PopupItem onClick={() => go(close, { ownerId: id }, t("work.assignedTo", name))}>
                  <bdi>{name}</bdi>
                </PopupItem>
              )}
            </For>
          </Show>
        </>
      )}
    </Popup>
  );
}
