import { useSearchParams } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import ScrollText from "lucide-solid/icons/scroll-text";
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { timeZone } from "#web/platform/locale.ts";
import { instantOf } from "#web/platform/moments.ts";
import { showInstant } from "#web/platform/show.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-input.tsx";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan, useUsers } from "#web/workspace/users/index.ts";
import { AuditLine } from "./audit-entry.tsx";
import { type AuditQuestion, exportAudit, useAudit } from "./queries.ts";

const ENTITIES = [
  ...(["customer", "interaction", "activity", "user", "role", "team", "apiKey", "workspace"] as const),
  ...(["segment", "template", "message", "import", "export", "job", "view", "field"] as const),
  ...(["upload", "webhook", "invitation", "singleSignOn"] as const),
];
const RECORD = /^[A-Za-z]+_[0-9A-HJKMNP-TV-Z]{26}$/;

/** Who did what, when and from where, found by each of these; what is looked for stands in the address. */
export default function AuditPage() {
  const [params, setParams] = useSearchParams<{
    person: string;
    verb: string;
    record: string;
    from: string;
    to: string;
  }>();
  const [from, setFrom] = createSignal(params.from ?? "");
  const [to, setTo] = createSignal(params.to ?? "");
  const [busy, setBusy] = createSignal(false);
  const users = useUsers();
  const can = useCan();
  useTitle(() => t("audit.title"));

  const edge = (text: string | undefined, time: string) => {
    const read = readDate(text ?? "");
    return "on" in read && read.on ? instantOf(read.on, time, timeZone()) : null;
  };
  const question = createMemo((): AuditQuestion => {
    const begin = edge(params.from, "00:00");
    const end = edge(params.to, "23:59");
    return {
      ...(params.person && { person: params.person }),
      ...(params.verb && { verb: params.verb }),
      ...(params.record && RECORD.test(params.record) && { record: params.record }),
      ...(begin && { from: begin }),
      ...(end && { to: end }),
    };
  });
  const audit = useAudit(question);
  const names = createMemo(() => Object.assign({}, ...(audit.data?.pages.map((page) => page.names) ?? [])));
  const entries = () => audit.data?.pages.flatMap(({ items }) => items) ?? [];
  const searchedTo = () => audit.data?.pages.at(-1)?.searchedTo ?? null;
  const isAsking = () => Object.keys(question()).length > 0;
  const clear = () => {
    setFrom("");
    setTo("");
    setParams({ person: null, verb: null, record: null, from: null, to: null });
  };
  const takeAlong = async () => {
    setBusy(true);
    try {
      await exportAudit(question());
      toastDone(t("audit.exporting"));
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const keepDate = (name: "from" | "to", text: string) => {
    (name === "from" ? setFrom : setTo)(text);
    if (text === "" || !dateProblem(text)) setParams({ [name]: text || null });
  };

  return (
    <>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="font-semibold text-lg">{t("audit.title")}</h2>
          <p class="max-w-xl text-ink-2">{t("audit.text")}</p>
        </div>
        <Show when={can("exports.run")}>
          <Button icon={Download} busy={busy()} onClick={() => void takeAlong()}>
            {t("audit.export")}
          </Button>
        </Show>
      </div>
      <div class="mb-4 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <SelectField
          label={t("audit.person")}
          none={t("audit.anybody")}
          value={params.person ?? ""}
          choices={(users.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setParams({ person: event.currentTarget.value || null })}
        />
        <SelectField
          label={t("audit.what")}
          none={t("audit.anything")}
          value={params.verb ?? ""}
          choices={ENTITIES.map((value) => ({ value, label: t(`audit.entities.${value}`) }))}
          onChange={(event) => setParams({ verb: event.currentTarget.value || null })}
        />
        <TextField
          label={t("audit.record")}
          hint={t("audit.recordHint")}
          error={params.record && !RECORD.test(params.record) ? t("audit.recordWrong") : undefined}
          dir="ltr"
          autocomplete="off"
          maxlength={40}
          value={params.record ?? ""}
          onChange={(event) => setParams({ record: event.currentTarget.value.trim() || null })}
        />
        <DateField
          label={t("audit.from")}
          text={from()}
          error={from() ? (dateProblem(from()) ?? undefined) : undefined}
          onText={(text) => keepDate("from", text)}
        />
        <DateField
          label={t("audit.to")}
          text={to()}
          error={to() ? (dateProblem(to()) ?? undefined) : undefined}
          onText={(text) => keepDate("to", text)}
        />
        <Show when={isAsking() || from() || to() || params.record}>
          <div class="self-end">
            <Button look="quiet" onClick={clear}>
              {t("audit.clear")}
            </Button>
          </div>
        </Show>
      </div>
      <Switch>
        <Match when={audit.isPending}>
          <Skeleton lines={6} />
        </Match>
        <Match when={audit.isError && entries().length === 0}>
          <ErrorState error={audit.error} onRetry={() => void audit.refetch()} />
        </Match>
        <Match when={entries().length === 0 && !audit.hasNextPage}>
          <EmptyState icon={ScrollText as Icon} title={t("audit.none")} text={t("audit.noneText")} />
        </Match>
        <Match when={true}>
          <ol class="divide-y border-y" aria-label={t("audit.title")}>
            <For each={entries()}>
              {(entry) => <AuditLine entry={entry} names={names()} onRecord={(record) => setParams({ record })} />}
            </For>
          </ol>
          <MoreButton of={audit}>
            {isAsking() && searchedTo()
              ? t("audit.searchOn", showInstant(searchedTo() as string, "short"))
              : t("audit.more")}
          </MoreButton>
        </Match>
      </Switch>
    </>
  );
}
