import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { Icon } from "./button.tsx";

/** Something that can be done from the palette. */
export type Command = { id: string; label: string; icon: Icon; run: () => void };

const [offers, setOffers] = createSignal<readonly Accessor<readonly Command[]>[]>([]);

/** What the page that is open offers. */
export const pageCommands = (): readonly Command[] => offers().flatMap((offer) => offer());

/** Offers these in the palette for as long as the component is there. */
export function useCommands(offer: Accessor<readonly Command[]>): void {
  setOffers((all) => [...all, offer]);
  onCleanup(() => setOffers((all) => all.filter((other) => other !== offer)));
}
