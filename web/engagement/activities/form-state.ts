import { createSignal } from "solid-js";
import type { Activity } from "./queries.ts";

/** What a new activity begins with where it is asked for. */
export type Beginning = {
  customerId?: string;
  dueOn?: string;
  dueTime?: string;
  ownerId?: string;
  kind?: Activity["kind"];
};

type Asked =
  | { kind: "new"; beginning: Beginning }
  | { kind: "edit"; activity: Activity }
  | { kind: "complete"; activity: Activity };

const [asked, setAsked] = createSignal<Asked | null>(null);

/** Which form is open. One place shows them, whatever page asks. */
export const openForm = asked;
export const closeForm = (): void => void setAsked(null);
export const planNew = (beginning: Beginning = {}): void => void setAsked({ kind: "new", beginning });
export const editActivity = (activity: Activity): void => void setAsked({ kind: "edit", activity });
export const askCompletion = (activity: Activity): void => void setAsked({ kind: "complete", activity });
