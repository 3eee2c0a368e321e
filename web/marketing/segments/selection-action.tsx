import ChartPie from "lucide-solid/icons/chart-pie";
import { createResource, createSignal, For, Show, Suspense } from "solid-js";
import type { Target } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import type { Icon } from "#web/ui/button.tsx";
import { Popup, PopupItem } from "#web/ui/popup.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { putInto } from "./put.ts";
import { type MembersChange, staticSegments } from "./queries.ts";

/** Puts those who are chosen into a static segment, or takes them out. */
export default function SelectionAction(props: { target: () => Target }) {
  const can = useCan();
  return (
    <Show when={can("segments.write")}>
      <Popup label={t("segments.one")} icon={ChartPie as Icon} title={t("segments.one")} above atEnd>
        {(close) => (
          <Suspense fallback={<p class="px-3 py-2 text-ink-3">{t("common.loading")}</p>}>
            <Choices target={props.target} close={close} />
          </Suspense>
        )}
      </Popup>
    </Show>
  );
}

function Choices(props: { target: () => Target; close: () => void }) {
  const [segments] = createResource(staticSegments);
  const [action, setAction] = createSignal<"add" | "remove">("add");
  const put = (segment: { id: `seg_${string}`; name: string }) => {
    props.close();
    const target = props.target();
    // All that the list shows, unfiltered, is a rule that everybody satisfies.
    const whom = "ids" in target ? target : { ...target, filter: target.filter ?? '{"all":[]}' };
    void putInto(segment, { action: action(), ...whom } as MembersChange);
  };
  return (
    <div class="max-h-[min(20rem,50dvh)] overflow-y-auto">
      <div class="p-1.5">
        <Segmented
          label={t("segments.one")}
          compact
          value={action()}
          onChange={setAction}
          choices={[
            { value: "add", label: t("segments.add") },
            { value: "remove", label: t("segments.takeOut") },
          ]}
        />
      </div>
      <For each={segments() ?? []} fallback={<p class="max-w-56 px-3 py-2 text-ink-3">{t("segments.noStatic")}</p>}>
        {(segment) => <PopupItem onClick={() => put(segment)}>{segment.name}</PopupItem>}
      </For>
    </div>
  );
}
