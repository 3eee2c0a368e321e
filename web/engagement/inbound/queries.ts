import {
  assignMail,
  dismissMail,
  getWaitingMail,
  listWaitingMails,
  restoreMail,
  type WaitingMail,
} from "#core/engagement/inbound/index.ts";
import { type Customer, getCustomer, updateCustomer } from "#core/people/customers/index.ts";
import type { OutputOf } from "#core/platform/endpoint.ts";
import { rememberCustomer } from "#web/people/customers/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";

const ALL = ["inbound"];
type MailPage = OutputOf<typeof listWaitingMails>;

/** Mail that waits for a person, newest first. */
export function useWaitingMails() {
  return useInfiniteQuery(() => ({
    queryKey: [...ALL, "list"],
    queryFn: ({ pageParam, signal }) =>
      call(listWaitingMails, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: MailPage) => last.nextCursor,
    staleTime: 0,
  }));
}

/** The whole text of one. */
export function useMailText(id: () => WaitingMail["id"], enabled: () => boolean) {
  return useQuery(() => ({
    queryKey: [...ALL, "one", id()],
    queryFn: ({ signal }) => call(getWaitingMail, { params: { id: id() } }, { signal }),
    enabled: enabled(),
  }));
}

const listAgain = () => queryClient.invalidateQueries({ queryKey: [...ALL, "list"] });

export async function dismiss(id: WaitingMail["id"]): Promise<void> {
  await call(dismissMail, { params: { id } }).finally(listAgain);
}

export async function bringBack(id: WaitingMail["id"]): Promise<void> {
  await call(restoreMail, { params: { id } }).finally(listAgain);
}

export async function assign(id: WaitingMail["id"], customerId: Customer["id"]): Promise<void> {
  await call(assignMail, { params: { id }, body: { customerId } }).finally(listAgain);
}

/** Adds an address to a customer, unless it is there, so that the next mail from it finds its way. */
export async function addAddress(customerId: Customer["id"], address: string): Promise<void> {
  const { version, emails } = await call(getCustomer, { params: { id: customerId } });
  if (emails.some((one) => one.address === address)) return;
  const body = { version, emails: [...emails, { address }] };
  rememberCustomer(await call(updateCustomer, { params: { id: customerId }, body }));
}
