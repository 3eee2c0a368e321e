import { createSignal } from "solid-js";
import { showAgo, showInstant } from "#web/platform/show.ts";

// One clock for all of them: «two minutes ago» grows older while it is looked at.
const [now, setNow] = createSignal(Date.now());
setInterval(() => setNow(Date.now()), 60_000);

/** How long ago, with the full date on hover. */
export function Ago(props: { at: string; class?: string }) {
  return (
    <time datetime={props.at} title={showInstant(props.at)} class={props.class}>
      {showAgo(props.at, now())}
    </time>
  );
}
