import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { DuplicatePair } from "#core/people/duplicates/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showPhone } from "#web/platform/phones.ts";
import { showNumber } from "#web/platform/show.ts";
import { Avatar } from "#web/ui/avatar.tsx";
import { Button } from "#web/ui/button.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { evidenceAgainst, evidenceFor, isStrong } from "./words.ts";

type PairRowProps = {
  pair: DuplicatePair;
  mayWrite: boolean;
  selected: boolean;
  onSelect: (on: boolean) => void;
  onCompare: () => void;
  onDismiss: () => void;
};

/** Two records side by side, why they may be one, and what can be done about it. */
export function PairRow(props: PairRowProps) {
  const pair = () => props.pair;
  const names = () => t("duplicates.pairOf", pair().a.name, pair().b.name);
  return (
    <li class="flex items-start gap-3 px-2 py-3.5 md:px-3">
      <Show when={props.mayWrite && !pair().dismissed}>
        <input
          type="checkbox"
          class="mt-2 size-4 shrink-0 accent-accent"
          aria-label={t("duplicates.select", names())}
          checked={props.selected}
          onChange={(event) => props.onSelect(event.currentTarget.checked)}
        />
      </Show>
      <div class="grid min-w-0 flex-1 gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,13rem)_auto]">
        <One card={pair().a} />
        <One card={pair().b} />
        <div class="min-w-0 text-sm">
          <p class="flex flex-wrap items-center gap-x-2 text-ink-2">
            <Show when={isStrong(pair())}>
              <Tag class="border-accent/40 bg-accent-soft text-accent">{t("duplicates.strong")}</Tag>
            </Show>
            <span>{evidenceFor(pair().evidence)}</span>
          </p>
          <Show when={evidenceAgainst(pair().evidence)}>
            {(against) => <p class="text-warn">{t("duplicates.but", against())}</p>}
          </Show>
        </div>
        <Show when={props.mayWrite}>
          <div class="flex flex-wrap items-start gap-1.5 lg:justify-end">
            <Show
              when={!pair().dismissed}
              fallback={
                <Button size="small" onClick={() => props.onDismiss()}>
                  {t("duplicates.recall")}
                </Button>
              }
            >
              <Button size="small" aria-label={t("duplicates.compareOf", names())} onClick={() => props.onCompare()}>
                {t("duplicates.compare")}
              </Button>
              <Button
                size="small"
                look="quiet"
                aria-label={t("duplicates.dismissOf", names())}
                onClick={() => props.onDismiss()}
              >
                {t("duplicates.dismiss")}
              </Button>
            </Show>
          </div>
        </Show>
      </div>
    </li>
  );
}

function One(props: { card: DuplicatePair["a"] }) {
  const card = () => props.card;
  return (
    <div class="flex min-w-0 items-start gap-2.5">
      <Avatar name={card().name} square={card().kind === "organisation"} />
      <div class="min-w-0">
        <A
          href={`/customers/${card().id}`}
          class="block w-fit max-w-full truncate font-medium hover:underline"
          dir="auto"
        >
          {card().name}
        </A>
        <p class="flex flex-wrap gap-x-2 text-ink-2 text-sm">
          <Show when={card().phone}>{(phone) => <span class="ltr-text">{showPhone(phone())}</span>}</Show>
          <Show when={card().email}>{(email) => <span class="ltr-text truncate">{email()}</span>}</Show>
          <Show when={card().city}>{(city) => <span>{city()}</span>}</Show>
          <Show when={card().interactions > 0}>
            <span class="text-ink-3">
              {t("duplicates.contacts", showNumber(card().interactions), card().interactions)}
            </span>
          </Show>
        </p>
      </div>
    </div>
  );
}
