import type { CallOf } from "#core/platform/endpoint.ts";
import { getSettings, putLogo, removeLogo, type Settings, updateSettings } from "#core/workspace/settings/index.ts";
import { addressOf, call, errorOf } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

const KEY = ["settings"];

export type { Settings };
export type Patch = CallOf<typeof updateSettings>["body"];

export function useSettings() {
  return useQuery(() => ({ queryKey: KEY, queryFn: ({ signal }) => call(getSettings, {}, { signal }) }));
}

async function forget(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: KEY }),
    queryClient.invalidateQueries({ queryKey: ["me"] }),
  ]);
}

export async function saveSettings(body: Patch): Promise<void> {
  queryClient.setQueryData(KEY, await call(updateSettings, { body }));
  await forget();
}

export async function sendLogo(file: File): Promise<void> {
  const response = await fetch(addressOf(putLogo, {}), {
    method: "PUT",
    body: file,
    headers: { "content-type": "application/octet-stream" },
  });
  if (!response.ok) throw await errorOf(response);
  await forget();
}

export async function takeLogoAway(): Promise<void> {
  await call(removeLogo, {});
  await forget();
}
