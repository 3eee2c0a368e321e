import Plus from "lucide-solid/icons/calendar-plus";
import { lazy, onCleanup, onMount, Show, Suspense } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { keyOf } from "#web/platform/keys.ts";
import type { Icon } from "#web/ui/button.tsx";
import { useCommands } from "#web/ui/commands.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { closeForm, openForm, planNew } from "./form-state.ts";

const NewActivity = lazy(async () => ({ default: (await import("./activity-dialog.tsx")).NewActivityDialog }));
const EditActivity = lazy(async () => ({ default: (await import("./activity-dialog.tsx")).EditActivityDialog }));
const Complete = lazy(async () => ({ default: (await import("./complete-dialog.tsx")).CompleteDialog }));

/** The forms of activities, wherever they are asked for; planning is offered on every page. */
export function ActivityForms() {
  const can = useCan();
  const onKey = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (!isPlain || isTyping || keyOf(event) !== "c" || !can("activities.write")) return;
    // A page that makes something else with this key was asked in the same moment.
    setTimeout(() => {
      if (!event.defaultPrevented && !document.querySelector("dialog[open]")) planNew();
    });
  };
  onMount(() => addEventListener("keydown", onKey));
  onCleanup(() => removeEventListener("keydown", onKey));
  useCommands(() =>
    can("activities.write") ? [{ id: "plan", label: t("work.plan"), icon: Plus as Icon, run: () => planNew() }] : [],
  );
  return (
    <Suspense>
      <Show when={openForm()} keyed>
        {(asked) => {
          if (asked.kind === "new") return <NewActivity beginning={asked.beginning} onClose={closeForm} />;
          if (asked.kind === "edit") return <EditActivity activity={asked.activity} onClose={closeForm} />;
          return <Complete activity={asked.activity} onClose={closeForm} />;
        }}
      </Show>
    </Suspense>
  );
}
