import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { findWord, t } from "#web/platform/i18n.ts";
import { showInstant, showNumber } from "#web/platform/show.ts";
import { toldSentence } from "#web/platform/told.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useUserName } from "#web/workspace/users/index.ts";
import type { AuditEntry } from "./queries.ts";

const LONG = 160;

/** One line of the audit: who, what, when, from where; what was there before and is now, when it is opened. */
export function AuditLine(props: { entry: AuditEntry; names: Record<string, string>; onRecord: (id: string) => void }) {
  const entry = () => props.entry;
  const fields = () => Object.entries(entry().fields);
  const userName = useUserName();
  // The person that it happened to, when they did not do it themselves; the work that was done or moved.
  const of = () => (entry().entity === "user" ? userName(entry().entityId) : workName());
  const workName = () => (entry().entity === "activity" ? props.names[entry().entityId] : null);
  const origin = () => [entry().from?.address, entry().from?.agent].filter(Boolean).join(" · ");
  return (
    <li class="flex items-start gap-3 px-2 py-3">
      <Avatar name={entry().actor.name} square={entry().actor.kind !== "user"} />
      <div class="min-w-0 flex-1">
        <div class="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span class="wrap-anywhere">{toldSentence(entry(), of())}</span>
          <Show when={entry().actor.kind === "key"}>
            <Tag>{t("audit.key")}</Tag>
          </Show>
          <Show when={entry().via}>
            {(via) => (
              <button type="button" class="text-accent text-sm hover:underline" onClick={() => props.onRecord(via())}>
                {t("audit.by", findWord(`audit.entities.${VIA[via().slice(0, 3)] ?? via()}`) ?? via())}
              </button>
            )}
          </Show>
        </div>
        <div class="flex flex-wrap gap-x-3 text-ink-3 text-sm">
          <time datetime={entry().at} title={showInstant(entry().at)}>
            {showInstant(entry().at, "short")}
          </time>
          <Ago at={entry().at} />
          <Show when={origin()}>
            <bdi dir="ltr">{origin()}</bdi>
          </Show>
          <Record entry={entry()} names={props.names} onRecord={props.onRecord} />
        </div>
        <Show when={fields().length > 0}>
          <details class="mt-1">
            <summary class="w-fit cursor-pointer rounded text-ink-2 text-sm hover:text-ink">
              {t("audit.fields", showNumber(fields().length))}
            </summary>
            <dl class="mt-1 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
              <For each={fields()}>
                {([name, { before, after }]) => (
                  <>
                    <dt class="text-ink-3">{findWord(`customers.fields.${name}`) ?? name}</dt>
                    <dd class="wrap-anywhere" dir="auto">
                      <Show when={before !== undefined}>
                        <del class="text-ink-3">{textOf(before)}</del>{" "}
                      </Show>
                      <Show when={after !== undefined}>
                        <ins class="no-underline">{textOf(after)}</ins>
                      </Show>
                    </dd>
                  </>
                )}
              </For>
            </dl>
          </details>
        </Show>
      </div>
    </li>
  );
}

const VIA: Record<string, string> = { imp: "import", job: "job", exp: "export" };

/** A customer's page is one step away; of other records, what else happened to them. */
function Record(props: { entry: AuditEntry; names: Record<string, string>; onRecord: (id: string) => void }) {
  const id = () => props.entry.customerId ?? props.entry.entityId;
  return (
    <Show
      when={id().startsWith("cus_")}
      fallback={
        <button type="button" class="hover:text-accent hover:underline" onClick={() => props.onRecord(id())}>
          <bdi dir="ltr">…{id().slice(-6)}</bdi>
        </button>
      }
    >
      <A href={`/customers/${id()}`} class="hover:text-accent hover:underline">
        <Show
          when={props.names[id()]}
          fallback={
            <>
              {t("audit.entities.customer")} <bdi dir="ltr">…{id().slice(-6)}</bdi>
            </>
          }
        >
          {(name) => <bdi>{name()}</bdi>}
        </Show>
      </A>
    </Show>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === "") return t("audit.nothing");
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}
