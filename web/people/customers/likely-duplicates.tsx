import { A } from "@solidjs/router";
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import type { LikelyDuplicate } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showPhone } from "#web/platform/phones.ts";
import { showList } from "#web/platform/show.ts";
import { Avatar } from "#web/ui/avatar.tsx";
import { askDuplicates, type DuplicateQuestion } from "./queries.ts";

const WAIT_MS = 300;

/** Who may already be the customer that is being typed; asked a moment after the last key. */
export function useLikelyDuplicates(question: () => DuplicateQuestion | null) {
  const [found, setFound] = createSignal<readonly LikelyDuplicate[]>([]);
  const asked = () => JSON.stringify(question());
  createEffect(
    on(asked, () => {
      const body = question();
      if (!body) return setFound([]);
      const abort = new AbortController();
      const timer = setTimeout(() => {
        // Only a hint: when it cannot be had, the form works without.
        askDuplicates(body, abort.signal).then(setFound, () => {});
      }, WAIT_MS);
      onCleanup(() => {
        clearTimeout(timer);
        abort.abort();
      });
    }),
  );
  return found;
}

function reasonsOf(duplicate: LikelyDuplicate): string {
  return showList(duplicate.because.map((reason) => t(`customers.because.${reason}`)));
}

export function LikelyDuplicates(props: { found: readonly LikelyDuplicate[]; onOpen: () => void }) {
  return (
    <div aria-live="polite">
      <Show when={props.found.length > 0}>
        <section class="appear rounded-xl border border-warn/40 bg-warn-soft p-3">
          <h3 class="font-medium text-sm">{t("customers.form.duplicates")}</h3>
          <ul class="mt-1.5 space-y-1">
            <For each={props.found.slice(0, 5)}>
              {(duplicate) => (
                <li>
                  <A
                    href={`/customers/${duplicate.card.id}`}
                    onClick={props.onOpen}
                    class="flex items-center gap-2.5 rounded-lg px-1.5 py-1 hover:bg-raised"
                  >
                    <Avatar name={duplicate.card.name} square={duplicate.card.kind === "organisation"} />
                    <span class="min-w-0 flex-1">
                      <span class="block truncate font-medium">
                        <bdi>{duplicate.card.name}</bdi>
                      </span>
                      <span class="block truncate text-ink-2 text-sm">{reasonsOf(duplicate)}</span>
                    </span>
                    <Show when={duplicate.card.phone}>
                      {(phone) => <span class="ltr-text text-ink-2 text-sm">{showPhone(phone())}</span>}
                    </Show>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </div>
  );
}
