import { createSignal } from "solid-js";

/** Whom an action is for: these, or everybody who is in the list, loaded or not. */
export type Chosen = { kind: "none" } | { kind: "ids"; ids: ReadonlySet<string> } | { kind: "matching" };

/** As many as one request names one by one. */
export const MOST_SELECTED = 1000;

const NONE: Chosen = { kind: "none" };

// Outside the page, so that whoever comes back from a customer finds it as it was; another list begins anew.
const [kept, setKept] = createSignal<{ list: string; chosen: Chosen }>({ list: "", chosen: NONE });

export type Selection = ReturnType<typeof createSelection>;

/** What is chosen of the list that `list` names, whose loaded rows are `ids`. */
export function createSelection(list: () => string, ids: () => readonly string[]) {
  let anchor: string | null = null;
  const chosen = (): Chosen => (kept().list === list() ? kept().chosen : NONE);
  const set = (next: Chosen) => setKept({ list: list(), chosen: next });
  const idsNow = (): Set<string> => {
    const now = chosen();
    if (now.kind === "ids") return new Set(now.ids);
    return new Set(now.kind === "matching" ? ids() : []);
  };
  const setIds = (next: Set<string>) =>
    set(next.size === 0 ? NONE : { kind: "ids", ids: new Set([...next].slice(0, MOST_SELECTED)) });

  return {
    chosen,
    has(id: string): boolean {
      const now = chosen();
      return now.kind === "matching" || (now.kind === "ids" && now.ids.has(id));
    },
    /** How many; null for everybody in the list, whom nobody has counted. */
    count(): number | null {
      const now = chosen();
      if (now.kind === "matching") return null;
      return now.kind === "ids" ? now.ids.size : 0;
    },
    /** Chooses or leaves out one; with `range` all from the last one touched, as that one is. */
    toggle(id: string, range = false): void {
      const next = idsNow();
      const on = !next.has(id);
      const [from, to] = [anchor === null ? -1 : ids().indexOf(anchor), ids().indexOf(id)];
      const touched = range && from >= 0 && to >= 0 ? ids().slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
      for (const one of touched) {
        if (on) next.add(one);
        else next.delete(one);
      }
      anchor = id;
      setIds(next);
    },
    loaded: () => setIds(new Set(ids())),
    matching: () => set({ kind: "matching" }),
    clear(): void {
      anchor = null;
      set(NONE);
    },
  };
}
