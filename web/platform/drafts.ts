import { createEffect, on, onCleanup } from "solid-js";
import { createStore, type SetStoreFunction, unwrap } from "solid-js/store";
import { keep, readKept } from "./kept.ts";

export type Draft<T extends object> = {
  value: T;
  set: SetStoreFunction<T>;
  /** Something was typed before and found again. */
  wasKept: boolean;
  /** Forget it: it was sent, or thrown away on purpose. */
  clear(): void;
};

const WRITE_AFTER_MS = 250;

/** A form's values, kept in this browser while they are typed, so that nothing typed is ever lost. */
export function createDraft<T extends object>(name: string, empty: () => T): Draft<T> {
  const kept = parse<T>(readKept(`draft.${name}`));
  const [value, set] = createStore<T>({ ...empty(), ...kept });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = JSON.stringify(unwrap(value));
    keep(`draft.${name}`, text === JSON.stringify(empty()) ? null : text);
  };
  createEffect(
    on(
      () => JSON.stringify(value),
      () => {
        clearTimeout(timer);
        timer = setTimeout(write, WRITE_AFTER_MS);
      },
      { defer: true },
    ),
  );
  const writeNow = () => timer !== undefined && write();
  addEventListener("pagehide", writeNow);
  onCleanup(() => {
    removeEventListener("pagehide", writeNow);
    writeNow();
  });
  return {
    value,
    set,
    wasKept: kept !== null,
    clear() {
      set(empty() as T);
      clearTimeout(timer);
      timer = undefined;
      keep(`draft.${name}`, null);
    },
  };
}

/** Whether something typed is kept under this name. */
export function hasDraft(name: string | undefined): boolean {
  return name !== undefined && readKept(`draft.${name}`) !== null;
}

/** What was typed into a value that is edited where it stands, and not saved yet. */
export function readDraft<T extends object>(name: string | undefined): T | null {
  return name === undefined ? null : parse<T>(readKept(`draft.${name}`));
}

/** Keeps it at once; null forgets it. */
export function keepDraft(name: string | undefined, value: object | null): void {
  if (name !== undefined) keep(`draft.${name}`, value && JSON.stringify(value));
}

function parse<T>(text: string | null): T | null {
  try {
    const value: unknown = text === null ? null : JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as T) : null;
  } catch {
    return null;
  }
}
