import { For, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import type { Change } from "#core/workspace/changes/index.ts";
import { t } from "#web/platform/i18n.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { tellChange } from "./change-sentence.ts";

/** A change of the record, told as a sentence. */
export function ChangeEntry(props: { change: Change; kind: Customer["kind"] }) {
  const userName = useUserName();
  const told = () => tellChange(props.change, { userName, kind: props.kind });
  return (
    <div class="py-1.5 text-ink-2 text-sm">
      <p class="break-words">{told().sentence}</p>
      <Show when={told().lines.length > 0}>
        <dl class="mt-1 space-y-0.5">
          <For each={told().lines}>
            {(line) => (
              <div class="flex flex-wrap gap-x-1.5">
                <dt class="text-ink-3">{t("common.labelled", line.field)}</dt>
                <dd class="min-w-0 break-words">
                  <Show when={line.before}>
                    <del class="text-ink-3 decoration-line-strong">{line.before}</del>{" "}
                  </Show>
                  <span>{line.after || t("common.blank")}</span>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </div>
  );
}
