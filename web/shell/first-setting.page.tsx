import { Navigate } from "@solidjs/router";
import { Show } from "solid-js";
import { useMedia } from "#web/ui/media.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { allowed, SETTINGS } from "./navigation.ts";

/** Beside the list of settings there is always one open; on a phone the list is the page. */
export default function FirstSetting() {
  const can = useCan();
  const isWide = useMedia("(min-width: 48rem)");
  const first = () => allowed(SETTINGS, can)[0]?.pages[0];
  return <Show when={isWide() && first()}>{(page) => <Navigate href={page().href} />}</Show>;
}
