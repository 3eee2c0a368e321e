import { type Component, createSignal } from "solid-js";
import type { Target } from "./bulk-target.ts";

type Action = Component<{ target: () => Target }>;

const [actions, setActions] = createSignal<readonly Action[]>([]);

/** What higher rooms can do with those who are chosen. */
export function addSelectionAction(action: Action): void {
  setActions((all) => [...all, action]);
}

export const selectionActions = actions;
