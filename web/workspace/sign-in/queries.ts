import type { CallOf } from "#core/platform/endpoint.ts";
import { getBrand } from "#core/workspace/settings/index.ts";
import {
  forgetPassword,
  getSignInOptions,
  getSingleSignOn,
  resetPassword,
  type SingleSignOn,
  setSingleSignOn,
  startSingleSignOn,
} from "#core/workspace/sign-in/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

export function useSignInOptions() {
  return useQuery(() => ({
    queryKey: ["sign-in-options"],
    queryFn: ({ signal }) => call(getSignInOptions, {}, { signal }),
    retry: false,
  }));
}

/** How the company is called and looks, which anybody may know. */
export function useBrand() {
  return useQuery(() => ({
    queryKey: ["brand"],
    queryFn: ({ signal }) => call(getBrand, {}, { signal }),
    staleTime: 60_000,
    retry: false,
  }));
}

/** Goes to the company's own sign-in, which sends the browser back to `next`. */
export async function goToSingleSignOn(next: string): Promise<void> {
  const { url } = await call(startSingleSignOn, { body: { next } });
  location.assign(url);
}

export const askForLink = (email: string) => call(forgetPassword, { body: { email } });
export const setNewPassword = (token: string, password: string) => call(resetPassword, { body: { token, password } });

const SINGLE_SIGN_ON = ["single-sign-on"];

export function useSingleSignOn() {
  return useQuery(() => ({
    queryKey: SINGLE_SIGN_ON,
    queryFn: ({ signal }) => call(getSingleSignOn, {}, { signal }),
  }));
}

export async function saveSingleSignOn(body: CallOf<typeof setSingleSignOn>["body"]): Promise<void> {
  const saved = await call(setSingleSignOn, { body });
  queryClient.setQueryData<SingleSignOn>(SINGLE_SIGN_ON, saved);
}
