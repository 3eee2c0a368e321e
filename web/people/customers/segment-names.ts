import { createSignal } from "solid-js";
import { queryClient } from "#web/platform/query-client.ts";

type Named = { id: string; name: string };

const [names, setNames] = createSignal<readonly Named[]>([]);
let load: (() => Promise<readonly Named[]>) | null = null;
let askedAt = 0;
const FRESH_MS = 30_000;

/** How to know of segments, which lie in a higher room: asked when a filter first speaks of them. */
export function offerSegments(source: () => Promise<readonly Named[]>): void {
  load = source;
}

/** The segments there are, as far as they are known by now. */
export function knownSegments(): readonly Named[] {
  if (load && Date.now() - askedAt > FRESH_MS) {
    askedAt = Date.now();
    const failed = () => {
      askedAt = 0;
    };
    load().then((found) => void setNames(found), failed);
  }
  return names();
}

export const segmentName = (id: string): string | undefined => knownSegments().find((one) => one.id === id)?.name;

queryClient.getQueryCache().subscribe(({ type, query }) => {
  // Another one may have been made, or another person looks.
  if (query.queryKey[0] === "segments" && type === "updated") askedAt = 0;
  if (type === "removed" && query.queryKey[0] === "me") {
    askedAt = 0;
    setNames([]);
  }
});
