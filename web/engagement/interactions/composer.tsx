import CalendarPlus from "lucide-solid/icons/calendar-plus";
import Mail from "lucide-solid/icons/mail";
import MessageSquare from "lucide-solid/icons/message-square";
import PenLine from "lucide-solid/icons/pen-line";
import { type Component, createSignal, createUniqueId, For, Match, Show, Suspense, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Customer } from "#core/people/customers/index.ts";
import { MessageForm } from "#web/engagement/messages/index.ts";
import { hasDraft } from "#web/platform/drafts.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import type { Icon } from "#web/ui/button.tsx";
import { useCommands } from "#web/ui/commands.ts";
import { Skeleton } from "#web/ui/states.tsx";
import { useCan, useMe } from "#web/workspace/users/index.ts";
import { LogForm } from "./log-form.tsx";

type Part = "log" | "email" | "sms" | "plan";
const ICONS = { log: PenLine, email: Mail, sms: MessageSquare, plan: CalendarPlus } as unknown as Record<Part, Icon>;

/** Plans something with a customer; a higher room gives it, since it knows this one. */
export type PlanForm = Component<{ customerId: Customer["id"]; onDone: () => void }>;

type ComposerProps = { customer: Customer; Plan?: PlanForm };

/** What one does with a customer: logs what happened, writes to them, plans what comes next. */
export function Composer(props: ComposerProps) {
  const can = useCan();
  const me = useMe();
  const draftName = () => `${me.data?.actor.id}.interaction.${props.customer.id}`;
  const parts = (): Part[] => [
    ...(can("interactions.write") ? (["log"] as const) : []),
    ...(props.Plan && can("messages.send") ? (["email", "sms"] as const) : []),
    ...(props.Plan && can("activities.write") ? (["plan"] as const) : []),
  ];
  const [chosen, choose] = createSignal<Part | null>(null);
  const part = () => chosen() ?? parts()[0] ?? "log";
  const [open, setOpen] = createSignal(hasDraft(draftName()));
  const id = createUniqueId();
  let tabs: HTMLDivElement | undefined;

  const begin = (one: Part) => {
    if (!parts().includes(one)) return;
    choose(one);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    queueMicrotask(() => tabs?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };
  useKeys({ l: () => begin("log"), ...(props.Plan && { c: () => begin("plan") }) });
  useCommands(() =>
    parts().map((one) => ({
      id: `compose-${one}`,
      label: t(`interactions.compose.${one}`),
      icon: ICONS[one],
      run: () => begin(one),
    })),
  );
  const step = (event: KeyboardEvent) => {
    const rtl = document.documentElement.dir === "rtl";
    const by = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = parts();
    const next = all[(all.indexOf(part()) + by + all.length) % all.length];
    if (next) choose(next);
    setOpen(false);
    queueMicrotask(() => tabs?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };

  return (
    <Show when={parts().length > 0}>
      <section aria-label={t("interactions.composer")} class="rounded-xl border bg-surface shadow-raised">
        <Show when={parts().length > 1}>
          <div
            ref={tabs}
            role="tablist"
            tabindex={-1}
            aria-label={t("interactions.composer")}
            class="flex gap-1 overflow-x-auto border-b px-1.5"
            onKeyDown={step}
          >
            <For each={parts()}>
              {(one) => (
                <button
                  type="button"
                  role="tab"
                  id={`${id}-${one}`}
                  aria-selected={part() === one}
                  aria-controls={`${id}-panel`}
                  tabindex={part() === one ? 0 : -1}
                  class="-mb-px flex shrink-0 items-center gap-1.5 border-transparent border-b-2 px-2.5 py-2 text-ink-2 text-sm outline-offset-[-2px] hover:text-ink aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink"
                  onClick={() => begin(one)}
                >
                  <Dynamic component={ICONS[one]} size={15} />
                  {t(`interactions.tabs.${one}`)}
                </button>
              )}
            </For>
          </div>
        </Show>
        <div
          id={`${id}-panel`}
          {...(parts().length > 1 && { role: "tabpanel" as const, "aria-labelledby": `${id}-${part()}` })}
        >
          <Show
            when={open()}
            fallback={
              <button
                type="button"
                class="block w-full rounded-xl px-4 py-3 text-start text-ink-3 hover:text-ink-2"
                onClick={() => begin(part())}
              >
                {t(`interactions.beginning.${part()}`)}
              </button>
            }
          >
            <div class="p-3.5">
              <Switch>
                <Match when={part() === "log"}>
                  <LogForm customerId={props.customer.id} draftName={draftName()} onDone={close} />
                </Match>
                <Match when={part() === "plan"}>
                  <Suspense fallback={<Skeleton lines={4} />}>
                    <Dynamic component={props.Plan} customerId={props.customer.id} onDone={close} />
                  </Suspense>
                </Match>
                <Match when={part() === "email" || part() === "sms"}>
                  <Show when={part() as "email" | "sms"} keyed>
                    {(channel) => <MessageForm customer={props.customer} channel={channel} onDone={close} />}
                  </Show>
                </Match>
              </Switch>
            </div>
          </Show>
        </div>
      </section>
    </Show>
  );
}
