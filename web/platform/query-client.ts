import { QueryClient } from "@tanstack/solid-query";
import { ApiError } from "./api.ts";

/** Retries only what a second try may mend: the way to the server, not its refusals. */
function shouldRetry(failures: number, error: Error): boolean {
  const isPassing = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return isPassing && failures < 2;
}

/** The one store of what the server has said. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: shouldRetry,
      retryDelay: 600,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

// Watches for the window coming back and the network returning.
queryClient.mount();
