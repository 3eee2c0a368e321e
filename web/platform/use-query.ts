import {
  type DefaultError,
  type InfiniteData,
  InfiniteQueryObserver,
  type InfiniteQueryObserverOptions,
  type InfiniteQueryObserverResult,
  type QueryKey,
  QueryObserver,
  type QueryObserverOptions,
  type QueryObserverResult,
} from "@tanstack/solid-query";
import {
  type Accessor,
  batch,
  createComputed,
  createMemo,
  createSignal,
  getOwner,
  on,
  onCleanup,
  runWithOwner,
} from "solid-js";
import { queryClient } from "./query-client.ts";

// The library's own hooks read through a Solid resource. Suspense then takes the whole page off the screen for a
// moment whenever a query that was filled in advance changes, and a field that is being edited loses the focus.

/** Follows a query: `data`, `isPending`, `error` … are reactive, each by itself; nothing suspends. */
export function useQuery<T, Key extends QueryKey>(
  options: Accessor<QueryObserverOptions<T, DefaultError, T, T, Key>>,
): QueryObserverResult<T> {
  const observer = new QueryObserver(queryClient, options());
  return follow(observer, options);
}

/** Follows a query that is read page by page. */
export function useInfiniteQuery<Page, Key extends QueryKey, Param>(
  options: Accessor<InfiniteQueryObserverOptions<Page, DefaultError, InfiniteData<Page, Param>, Key, Param>>,
): InfiniteQueryObserverResult<InfiniteData<Page, Param>> {
  const observer = new InfiniteQueryObserver(queryClient, options());
  return follow(observer, options);
}

type Observer<Options, Result> = {
  setOptions(options: Options): void;
  getCurrentResult(): Result;
  subscribe(listener: (result: Result) => void): () => void;
};

function follow<Options, Result extends object>(
  observer: Observer<Options, Result>,
  options: Accessor<Options>,
): Result {
  const [result, setResult] = createSignal(observer.getCurrentResult());
  onCleanup(observer.subscribe((next) => batch(() => setResult(() => next))));
  createComputed(
    on(
      options,
      (next) => {
        observer.setOptions(next);
        setResult(() => observer.getCurrentResult());
      },
      { defer: true },
    ),
  );
  return byProperty(result);
}

/** An object whose properties are memos, made when they are first read. */
function byProperty<T extends object>(whole: Accessor<T>): T {
  const owner = getOwner();
  const parts = new Map<PropertyKey, Accessor<unknown>>();
  return new Proxy({} as T, {
    get(_, name) {
      const known = parts.get(name);
      if (known) return known();
      const part = runWithOwner(owner, () => createMemo(() => whole()[name as keyof T])) as Accessor<unknown>;
      parts.set(name, part);
      return part();
    },
  });
}
