import { useSearchParams } from "@solidjs/router";
import Upload from "lucide-solid/icons/file-up";
import Plus from "lucide-solid/icons/plus";
import Users from "lucide-solid/icons/users";
import { createMemo, Match, Show, Switch } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { Button, ButtonLink } from "#web/ui/button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { Toggle } from "#web/ui/toggle.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { CustomerForm } from "./customer-form.tsx";
import { CustomerTable } from "./customer-table.tsx";
import { type Order, useCustomerList } from "./queries.ts";

type Search = { sort?: string; archived?: string; new?: string };

export default function CustomersPage() {
  const [search, setSearch] = useSearchParams<Search>();
  const can = useCan();
  const order = (): Order => (search.sort === "name" ? "name" : "newest");
  const archived = () => search.archived === "true";
  const list = useCustomerList(() => ({ order: order(), archived: archived() }));
  const cards = createMemo(() => list.data?.pages.flatMap((page) => page.items) ?? []);
  const mayWrite = () => can("customers.write");
  const create = () => mayWrite() && setSearch({ new: "1" });
  useTitle(() => t("customers.title"));
  useKeys({ c: create });

  return (
    <>
      <PageHeader title={t("customers.title")}>
        <Show when={mayWrite()}>
          <Button look="primary" icon={Plus} onClick={create} class="ms-auto md:order-last">
            {t("customers.create")}
          </Button>
        </Show>
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2 max-md:basis-full">
          <Segmented<Order>
            label={t("customers.order")}
            value={order()}
            onChange={(sort) => setSearch({ sort: sort === "newest" ? null : sort })}
            choices={[
              { value: "newest", label: t("customers.orders.newest") },
              { value: "name", label: t("customers.orders.name") },
            ]}
          />
          <Toggle
            label={t("customers.showArchived")}
            checked={archived()}
            onChange={(on) => setSearch({ archived: on ? "true" : null })}
          />
        </div>
      </PageHeader>
      <Switch>
        <Match when={list.isPending}>
          <Skeleton lines={10} class="px-5 py-4 md:px-8" />
        </Match>
        <Match when={list.isError && cards().length === 0}>
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        </Match>
        <Match when={cards().length === 0 && !list.hasNextPage && archived()}>
          <EmptyState icon={Users} title={t("customers.noneArchived")} text={t("customers.noneArchivedText")}>
            <Button onClick={() => setSearch({ archived: null })}>{t("customers.showCurrent")}</Button>
          </EmptyState>
        </Match>
        <Match when={cards().length === 0 && !list.hasNextPage}>
          <EmptyState icon={Users} title={t("customers.none")} text={t("customers.noneText")}>
            <Show when={mayWrite()}>
              <Button look="primary" icon={Plus} onClick={create}>
                {t("customers.create")}
              </Button>
            </Show>
            <Show when={can("imports.run")}>
              <ButtonLink href="/imports" icon={Upload}>
                {t("customers.importFile")}
              </ButtonLink>
            </Show>
          </EmptyState>
        </Match>
        <Match when={true}>
          <CustomerTable
            cards={cards()}
            hasMore={list.hasNextPage}
            loadingMore={list.isFetchingNextPage}
            error={list.isFetchNextPageError ? list.error : null}
            onMore={() => void list.fetchNextPage()}
            stale={list.isPlaceholderData}
          />
        </Match>
      </Switch>
      <CustomerForm
        open={search.new === "1" && mayWrite()}
        onClose={() => setSearch({ new: null }, { replace: true })}
      />
    </>
  );
}
