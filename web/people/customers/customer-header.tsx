import { A } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import ChevronRight from "lucide-solid/icons/chevron-right";
import ShieldUser from "lucide-solid/icons/shield-user";
import { createSignal, type JSX, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Avatar } from "#web/ui/avatar.tsx";
import { Button } from "#web/ui/button.tsx";
import { InlineSelect, InlineText } from "#web/ui/inline-fields.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan, useUsers } from "#web/workspace/users/index.ts";
import { InlineTags } from "./inline-tags.tsx";
import { useParts } from "./parts.ts";
import { PersonDataDialog } from "./person-data-dialog.tsx";
import { setArchived } from "./queries.ts";
import { announceSaved, type Edit, saveChoice, saveCustomer } from "./save.ts";
import { channelChoices, kindWord, relationChoices, stageChoices } from "./words.ts";

/** Who this is at a glance; every part of it can be changed here. */
export function CustomerHeader(props: { customer: Customer }) {
  const can = useCan();
  const users = useUsers();
  const [asking, setAsking] = createSignal(false);
  const customer = () => props.customer;
  const { isReadOnly, isShown, isLocked } = useParts(customer);
  const choose = (name: keyof Edit, value: string) =>
    saveChoice(
      customer().id,
      { [name]: value === "" ? null : value } as Edit,
      t(`customers.fields.${name as "relation"}`),
    );

  return (
    <header class="border-b px-5 pt-4 pb-4 md:px-8">
      <nav class="mb-3 flex items-center gap-1 text-ink-3 text-sm" aria-label={t("common.breadcrumb")}>
        <A href="/customers" class="rounded-md hover:text-ink hover:underline">
          {t("customers.title")}
        </A>
        <ChevronRight size={14} class="rtl:-scale-x-100" />
        <span class="truncate">
          <bdi>{customer().name}</bdi>
        </span>
      </nav>
      <div class="flex items-start gap-3.5">
        <div class="max-sm:hidden">
          <Avatar name={customer().name} square={customer().kind === "organisation"} large />
        </div>
        <div class="min-w-0 flex-1">
          <h1 class="-ms-2 w-fit max-w-full font-semibold text-2xl" data-edit-first>
            <InlineText
              label={t("customers.fields.name")}
              value={customer().name}
              path="name"
              readOnly={isLocked("name")}
              check={(text) => (text === "" ? t("customers.form.nameNeeded") : null)}
              onSave={(name) => saveCustomer(customer().id, { name }, t("customers.fields.name"))}
            />
          </h1>
          <div class="-ms-2 flex flex-wrap items-center gap-x-1 gap-y-0.5 text-ink-2">
            <span class="px-2">{kindWord(customer().kind)}</span>
            <Show when={isShown("relation")}>
              <Dot />
              <InlineSelect
                class="w-auto field-sizing-content"
                label={t("customers.fields.relation")}
                value={customer().relation}
                choices={relationChoices()}
                readOnly={isLocked("relation")}
                onSave={(value) => choose("relation", value)}
              />
            </Show>
            <Show when={isShown("lifecycleStage")}>
              <Dot />
              <InlineSelect
                class="w-auto field-sizing-content"
                label={t("customers.fields.lifecycleStage")}
                value={customer().lifecycleStage}
                choices={stageChoices()}
                readOnly={isLocked("lifecycleStage")}
                onSave={(value) => choose("lifecycleStage", value)}
              />
            </Show>
            <Show when={customer().archivedAt}>
              <Tag class="border-warn/40 bg-warn-soft text-warn">{t("customers.archived")}</Tag>
            </Show>
          </div>
        </div>
        <div class="flex shrink-0">
          <Show when={can("customers.erase") && !customer().erasedAt}>
            <Button size="small" look="quiet" icon={ShieldUser} onClick={() => setAsking(true)}>
              <span class="max-sm:sr-only">{t("personData.action")}</span>
            </Button>
          </Show>
          <Show when={!isReadOnly()}>
            <ArchiveButton customer={customer()} />
          </Show>
        </div>
        <Show when={asking()}>
          <PersonDataDialog customer={customer()} onClose={() => setAsking(false)} />
        </Show>
      </div>
      <div class="mt-2 grid gap-x-8 sm:ms-15.5 sm:grid-cols-[auto_auto_minmax(0,1fr)]">
        <Show when={isShown("ownerId")}>
          <Labelled label={t("customers.fields.ownerId")}>
            <InlineSelect
              class="w-auto field-sizing-content"
              label={t("customers.fields.ownerId")}
              value={customer().ownerId ?? ""}
              none={t("customers.nobody")}
              choices={(users.data ?? []).map((user) => ({ value: user.id, label: user.name }))}
              readOnly={isLocked("ownerId")}
              onSave={(value) => choose("ownerId", value)}
            />
          </Labelled>
        </Show>
        <Show when={isShown("preferredChannel")}>
          <Labelled label={t("customers.fields.preferredChannel")}>
            <InlineSelect
              class="w-auto field-sizing-content"
              label={t("customers.fields.preferredChannel")}
              value={customer().preferredChannel ?? ""}
              none={t("customers.unsaid")}
              choices={channelChoices()}
              readOnly={isLocked("preferredChannel")}
              onSave={(value) => choose("preferredChannel", value)}
            />
          </Labelled>
        </Show>
        <Show when={isShown("tags")}>
          <Labelled label={t("customers.fields.tags")}>
            <InlineTags customer={customer()} readOnly={isLocked("tags")} />
          </Labelled>
        </Show>
      </div>
    </header>
  );
}

function Dot() {
  return (
    <span aria-hidden="true" class="text-line-strong">
      ·
    </span>
  );
}

function Labelled(props: { label: string; children: JSX.Element }) {
  return (
    <div class="flex min-w-0 items-center gap-0.5">
      <span class="shrink-0 text-ink-3 text-sm">{props.label}</span>
      <div class="min-w-0 flex-1">{props.children}</div>
    </div>
  );
}

/** Puts a customer away, or takes it back, and says so. */
function useArchiving(customer: () => Customer) {
  const [busy, setBusy] = createSignal(false);
  const change = async (archived: boolean) => {
    setBusy(true);
    try {
      const { id, name } = customer();
      await setArchived(id, archived);
      announceSaved(id);
      toastDone(
        t(archived ? "customers.wasArchived" : "customers.wasRestored", name),
        () => void change(!archived),
        true,
      );
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, change };
}

function ArchiveButton(props: { customer: Customer }) {
  const { busy, change } = useArchiving(() => props.customer);
  return (
    <Button size="small" look="quiet" icon={Archive} busy={busy()} onClick={() => void change(true)}>
      <span class="max-sm:sr-only">{t("customers.archive")}</span>
    </Button>
  );
}

/** Why nothing can be changed of an archived customer, and the way back. */
export function ArchivedNotice(props: { customer: Customer; class?: string }) {
  const can = useCan();
  const { busy, change } = useArchiving(() => props.customer);
  return (
    <Show when={props.customer.archivedAt}>
      <div role="note" class={`flex flex-wrap items-center gap-x-3 gap-y-1.5 bg-warn-soft py-2 ${props.class ?? ""}`}>
        <Archive size={15} class="shrink-0 text-warn" />
        <p class="min-w-0 flex-1 basis-56 sm:flex-none sm:basis-auto">
          {t(props.customer.erasedAt ? "personData.erasedNotice" : "customers.archivedNotice")}
        </p>
        <Show when={can("customers.write") && !props.customer.erasedAt}>
          <Button size="small" icon={ArchiveRestore} busy={busy()} onClick={() => void change(false)}>
            {t("customers.restore")}
          </Button>
        </Show>
      </div>
    </Show>
  );
}
