import {
  type Activity,
  cancelActivity,
  completeActivity,
  createActivity,
  getActivity,
  getCalendar,
  listActivities,
  moveActivities,
  reopenActivity,
  snoozeActivity,
  updateActivity,
} from "#core/engagement/activities/index.ts";
import type { Customer } from "#core/people/customers/index.ts";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import { call } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";

export type { Activity };
export type Owner = Activity["ownerId"] | "everyone";
export type WorkQuestion = {
  ownerId?: Owner | undefined;
  show: "open" | "closed";
  kind?: Activity["kind"] | undefined;
  customerId?: Customer["id"] | undefined;
};

const PAGE = 100;

/** Work in the order it is due; the closed latest first. */
export function useWork(question: () => WorkQuestion) {
  return useInfiniteQuery(() => {
    const asked = question();
    return {
      queryKey: ["activities", "list", asked] as const,
      queryFn: ({ pageParam, signal }) =>
        call(
          listActivities,
          { query: { limit: PAGE, ...defined(asked), ...(pageParam && { cursor: pageParam }) } },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (last: OutputOf<typeof listActivities>) => last.nextCursor,
    };
  });
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

export function useCalendar(question: () => { from: string; to: string; ownerId?: Owner | undefined }) {
  return useQuery(() => {
    const asked = question();
    return {
      queryKey: ["activities", "calendar", asked] as const,
      queryFn: ({ signal }) => call(getCalendar, { query: defined(asked) }, { signal }),
      placeholderData: (before: OutputOf<typeof getCalendar> | undefined) => before,
    };
  });
}

/** What of it lists leave out: the notes. */
export function readActivity(id: Activity["id"]): Promise<Activity> {
  return call(getActivity, { params: { id } });
}

/** Everything that shows work reads it again; the customer's page as well. */
export function workChanged(customerId?: string): void {
  for (const part of ["list", "calendar", "today", "customer"])
    void queryClient.invalidateQueries({ queryKey: ["activities", part] });
  void queryClient.invalidateQueries({ queryKey: ["customers", "list"] });
  if (customerId) for (const tell of told) tell(customerId);
}

const told = new Set<(customerId: string) => void>();

/** Calls back when work with a customer has changed, until the returned function is called. */
export function onWorkChanged(tell: (customerId: string) => void): () => void {
  told.add(tell);
  return () => told.delete(tell);
}

export async function plan(body: CallOf<typeof createActivity>["body"], idempotencyKey: string): Promise<Activity> {
  const activity = await call(createActivity, { body }, { idempotencyKey });
  workChanged(activity.customerId);
  return activity;
}

export async function change(
  id: Activity["id"],
  body: CallOf<typeof updateActivity>["body"],
  before?: Activity,
): Promise<Activity> {
  const activity = await call(updateActivity, { params: { id }, body });
  workChanged(activity.customerId);
  if (before?.customerId && before.customerId !== activity.customerId) workChanged(before.customerId);
  return activity;
}

export async function complete(activity: Activity, body: Omit<CallOf<typeof completeActivity>["body"], "version">) {
  const { id, version } = activity;
  const done = await call(completeActivity, { params: { id }, body: { version, ...body } });
  workChanged(activity.customerId);
  return done;
}

export async function cancel({ id, version }: Activity): Promise<Activity> {
  const activity = await call(cancelActivity, { params: { id }, body: { version } });
  workChanged(activity.customerId);
  return activity;
}

export async function reopen({ id, version }: Activity): Promise<Activity> {
  const activity = await call(reopenActivity, { params: { id }, body: { version } });
  workChanged(activity.customerId);
  return activity;
}

/** Be reminded again after so many minutes; when it is due stays. */
export async function snooze(id: Activity["id"], minutes: number): Promise<void> {
  await call(snoozeActivity, { params: { id }, body: { minutes } }).then(
    () => toastDone(t("work.snoozed")),
    (error) => toastFailed(messageOf(error)),
  );
  workChanged();
}

/** Opens it again, and says so. */
export async function undo(activity: Activity): Promise<void> {
  await reopen(activity).then(
    () => toastDone(t("work.openAgain")),
    (error) => toastFailed(messageOf(error)),
  );
}

export async function move(body: CallOf<typeof moveActivities>["body"]) {
  const answer = await call(moveActivities, { body });
  workChanged();
  for (const id of new Set(answer.moved.flatMap(({ customerId }) => customerId ?? [])))
    for (const tell of told) tell(id);
  return answer;
}
