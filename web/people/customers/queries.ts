import { keepPreviousData } from "@tanstack/solid-query";
import {
  archiveCustomer,
  type Customer,
  type CustomerOrder,
  createCustomer,
  findDuplicates,
  listCustomers,
  restoreCustomer,
} from "#core/people/customers/index.ts";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import { ApiError, call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery } from "#web/platform/use-query.ts";

export type ListQuestion = { sort: CustomerOrder; reverse: boolean; archived: boolean; filter: string | null };
type CustomersPage = OutputOf<typeof listCustomers>;

const PAGE = 100;

/** The list, page by page. The next page is asked for by the table before its end is seen. */
export function useCustomerList(question: () => ListQuestion) {
  return useInfiniteQuery(() => {
    const { sort, reverse, archived, filter } = question();
    const queryKey = ["customers", "list", sort, reverse, archived, filter];
    return {
      queryKey,
      queryFn: ({ pageParam, signal }) =>
        call(
          listCustomers,
          // The flags travel as text; the shape's input says so.
          {
            query: {
              limit: PAGE,
              sort,
              reverse: String(reverse),
              archived: String(archived),
              ...(filter && { filter }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
          { signal },
        ).catch((error) => {
          // One's visibility has changed meanwhile: the list begins anew.
          if (pageParam && error instanceof ApiError && error.code === "cursor.invalid")
            void queryClient.resetQueries({ queryKey, exact: true });
          throw error;
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (last: CustomersPage) => last.nextCursor,
      placeholderData: keepPreviousData,
    };
  });
}

export const customerKey = (id: string) => ["customers", "one", id] as const;

/** The record as this browser knows it: set by the page's one request and by every save. */
export function knownCustomer(id: string): Customer | undefined {
  return queryClient.getQueryData<Customer>(customerKey(id));
}

export function rememberCustomer(customer: Customer): void {
  queryClient.setQueryData(customerKey(customer.id), customer);
}

/** Lists are read again when they are next looked at. */
export function forgetLists(): void {
  void queryClient.invalidateQueries({ queryKey: ["customers", "list"] });
}

export async function addCustomer(body: CallOf<typeof createCustomer>["body"], idempotencyKey: string) {
  const answer = await call(createCustomer, { body }, { idempotencyKey });
  rememberCustomer(answer.customer);
  forgetLists();
  return answer;
}

export async function setArchived(id: Customer["id"], archived: boolean): Promise<Customer> {
  const customer = await call(archived ? archiveCustomer : restoreCustomer, { params: { id } });
  rememberCustomer(customer);
  forgetLists();
  return customer;
}

export type DuplicateQuestion = CallOf<typeof findDuplicates>["body"];

export async function askDuplicates(body: DuplicateQuestion, signal?: AbortSignal) {
  const answer = await call(findDuplicates, { body }, signal ? { signal } : {});
  return answer.items;
}
