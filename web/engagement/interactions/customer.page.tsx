import { useNavigate, useParams } from "@solidjs/router";
import { type Component, createEffect, createSignal, Match, onCleanup, Show, Suspense, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Customer } from "#core/people/customers/index.ts";
import { formatPhone } from "#core/platform/phone.ts";
import {
  ArchivedNotice,
  ConflictDialog,
  CustomerDetails,
  CustomerHeader,
  customerKey,
  onCustomerSaved,
} from "#web/people/customers/index.ts";
import { MergedFrom } from "#web/people/duplicates/index.ts";
import { Relations } from "#web/people/relations/index.ts";
import { ApiError } from "#web/platform/api.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { useQuery } from "#web/platform/use-query.ts";
import { ButtonLink } from "#web/ui/button.tsx";
import { useMedia } from "#web/ui/media.ts";
import { Segmented } from "#web/ui/segmented.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone } from "#web/ui/toast.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { rememberOpened } from "#web/workspace/search/index.ts";
import { useCan, useMe } from "#web/workspace/users/index.ts";
import { Composer, type PlanForm } from "./composer.tsx";
import { refreshTimeline, useCustomerPage } from "./queries.ts";
import { Timeline } from "./timeline.tsx";

type CustomerId = Customer["id"];

/** What a higher room shows of its own with a customer: what is planned, and the form that plans more. */
type Others = {
  Planned: Component<{ customerId: CustomerId; onChanged: () => void }>;
  Plan: PlanForm;
  Segments: Component<{ customerId: CustomerId }>;
};

/** All about one customer. It lies in this room because it shows the timeline beside the record. */
export default function CustomerPage(props: Others) {
  const params = useParams<{ id: CustomerId }>();
  const page = useCustomerPage(() => params.id);
  const known = useQuery(() => ({
    queryKey: customerKey(params.id),
    queryFn: (): Customer => {
      throw new Error("filled by the page's request");
    },
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  }));
  const customer = () => known.data;
  const isMissing = () => page.error instanceof ApiError && [400, 404].includes(page.error.status);
  // The parts may have been forgotten before the page was.
  createEffect(() => page.isSuccess && !page.isFetching && !customer() && void page.refetch());
  const navigate = useNavigate();
  createEffect(() => {
    const { mergedInto } = customer() ?? {};
    if (!mergedInto || page.isFetching) return;
    toastDone(t("duplicates.movedHere"));
    navigate(`/customers/${mergedInto}`, { replace: true });
  });
  useTitle(() => customer()?.name ?? t("customers.title"));

  return (
    <Switch>
      <Match when={page.isError && !page.isFetching && (isMissing() || !page.isSuccess)}>
        <Show when={isMissing()} fallback={<ErrorState page error={page.error} onRetry={() => void page.refetch()} />}>
          <ErrorState page title={t("customers.notFound")} error={new ApiError("customer.not_found", "", 404)}>
            <ButtonLink href="/customers" look="primary">
              {t("customers.backToList")}
            </ButtonLink>
          </ErrorState>
        </Show>
      </Match>
      <Match when={page.isPending || !customer()}>
        <Skeleton lines={9} class="p-8" />
      </Match>
      <Match when={customer()}>
        {(shown) => (
          <Show when={shown().id} keyed>
            <Loaded customer={shown()} Planned={props.Planned} Plan={props.Plan} Segments={props.Segments} />
          </Show>
        )}
      </Match>
    </Switch>
  );
}

function Loaded(props: { customer: Customer } & Others) {
  const can = useCan();
  useFields();
  const isWide = useMedia("(min-width: 64rem)");
  const [tab, setTab] = createSignal<"timeline" | "details">("timeline");
  const me = useMe();
  createEffect(() => {
    const { id, name, kind, phones, emails } = props.customer;
    const hint = phones[0] ? formatPhone(phones[0].number) : (emails[0]?.address ?? null);
    if (me.data) rememberOpened(me.data.actor.id, { entity: "customer", id, label: name, kind, hint });
  });
  const shows = (part: "timeline" | "details") => isWide() || tab() === part;

  createEffect(() => onCustomerSaved((id) => void refreshTimeline(id as CustomerId)));
  onCleanup(() => onCustomerSaved(() => {}));
  useKeys({
    e: () => {
      const focused = document.activeElement?.closest<HTMLElement>("[data-inline-edit]");
      const target = focused ?? document.querySelector<HTMLElement>("[data-edit-first] [data-inline-edit]");
      target?.focus();
      target?.click();
    },
  });

  return (
    <>
      <CustomerHeader customer={props.customer} />
      <ArchivedNotice customer={props.customer} class="border-b px-5 md:px-8" />
      <MergedFrom customer={props.customer} />
      <Show when={!isWide()}>
        <div class="px-5 pt-4">
          <Segmented
            label={t("customers.parts.label")}
            class="w-full"
            value={tab()}
            onChange={setTab}
            choices={[
              { value: "timeline", label: t("customers.parts.timeline") },
              { value: "details", label: t("customers.parts.details") },
            ]}
          />
        </div>
      </Show>
      <div class="grid items-start gap-x-8 px-5 md:px-8 lg:grid-cols-[minmax(0,1fr)_22rem] xl:grid-cols-[minmax(0,1fr)_25rem]">
        <Show when={shows("timeline")}>
          <div class="mx-auto w-full max-w-3xl min-w-0 py-5">
            <Show when={!props.customer.archivedAt}>
              <div class="mb-5">
                <Composer customer={props.customer} Plan={props.Plan} />
              </div>
            </Show>
            <Show when={can("activities.read")}>
              <Suspense>
                <Dynamic
                  component={props.Planned}
                  customerId={props.customer.id}
                  onChanged={() => void refreshTimeline(props.customer.id)}
                />
              </Suspense>
            </Show>
            <Timeline customerId={props.customer.id} kind={props.customer.kind} />
          </div>
        </Show>
        <Show when={shows("details")}>
          <aside
            aria-label={t("customers.parts.details")}
            class="min-w-0 py-5 lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:border-s lg:ps-6"
          >
            <CustomerDetails
              customer={props.customer}
              relations={
                <>
                  <Relations customerId={props.customer.id} kind={props.customer.kind} />
                  <Suspense>
                    <props.Segments customerId={props.customer.id} />
                  </Suspense>
                </>
              }
            />
          </aside>
        </Show>
      </div>
      <ConflictDialog />
    </>
  );
}
