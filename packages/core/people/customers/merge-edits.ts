import { KEY_OF, MERGE_LISTS, MERGE_SINGLE, type Mergeable, type MergeList } from "./merge-fields.ts";
import type { Profile } from "./schema.ts";

/**
 * What people changed after a merge, kept small and in a form that can be done again on another state: fields set or
 * emptied, and of lists the elements that came, were changed or went.
 */
export type Edits = { set?: { [path: string]: unknown }; lists?: { [L in MergeList]?: ListEdits } };

type ListEdits = {
  /** Keys that went, before `put` is done: a key in both was taken away and added again, at the end. */
  gone: string[];
  put: [key: string, element: unknown][];
  /** Keys in `put` that were not there: they come also where the others only change what is there. */
  fresh: string[];
  /** The order of all keys, when it is not simply what these edits make. */
  order?: string[];
};

const NOTHING: ListEdits = { gone: [], put: [], fresh: [] };

/** The edits with those that turn `before` into `after`; `undefined` when there are none. */
export function addEdits(edits: Edits | undefined, before: Mergeable, after: Mergeable): Edits | undefined {
  const set = { ...edits?.set };
  const [was, is] = [singlesOf(before), singlesOf(after)];
  for (const path of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (!isSame(was[path], is[path])) set[path] = is[path] ?? null;
  }
  const lists = { ...edits?.lists };
  for (const list of MERGE_LISTS) {
    if (!isSame(before[list], after[list])) lists[list] = addListEdits(lists[list], list, before, after);
  }
  if (Object.keys(set).length + Object.keys(lists).length === 0) return undefined;
  return { ...(Object.keys(set).length > 0 && { set }), ...(Object.keys(lists).length > 0 && { lists }) };
}

/** The state with the edits made on it. */
export function applyEdits(state: Mergeable, edits: Edits | undefined): Mergeable {
  if (!edits) return state;
  const next: Mergeable = { ...state, consents: { ...state.consents }, custom: { ...state.custom } };
  for (const [path, value] of Object.entries(edits.set ?? {})) setAt(next, path, value);
  for (const list of MERGE_LISTS) {
    const made = edits.lists?.[list];
    if (made) Object.assign(next, { [list]: applyListEdits(list, state, made) });
  }
  return next;
}

function addListEdits(known: ListEdits = NOTHING, list: MergeList, before: Mergeable, after: Mergeable): ListEdits {
  const [was, is] = [keyed(list, before), keyed(list, after)];
  const went = [...was.keys()].filter((key) => !is.has(key));
  const came = [...is.keys()].filter((key) => !was.has(key));
  const put = new Map(known.put.filter(([key]) => !went.includes(key)));
  for (const [key, element] of is) if (!isSame(was.get(key), element)) put.set(key, element);
  const gone = new Set([...known.gone, ...went]);
  const fresh = [...known.fresh.filter((key) => !went.includes(key)), ...came.filter((key) => !gone.has(key))];
  const isPlain = known.order === undefined && isSame(plain(was, went, is), [...is.keys()]);
  return { gone: [...gone], put: [...put], fresh, ...(!isPlain && { order: [...is.keys()] }) };
}

/** The order of keys when what went is left out and what came is put at the end. */
function plain(was: ReadonlyMap<string, unknown>, went: readonly string[], is: ReadonlyMap<string, unknown>): string[] {
  return [...[...was.keys()].filter((key) => !went.includes(key)), ...[...is.keys()].filter((key) => !was.has(key))];
}

function applyListEdits(list: MergeList, state: Mergeable, edits: ListEdits): unknown[] {
  const { gone, put, fresh, order } = edits;
  const elements = keyed(list, state);
  for (const key of gone) elements.delete(key);
  // An element that was only changed, such as a phone's label, does not come back where it is not.
  const comes = new Set([...gone, ...fresh]);
  for (const [key, element] of put) if (comes.has(key) || elements.has(key)) elements.set(key, element);
  if (!order) return [...elements.values()];
  const known = order.flatMap((key) => (elements.has(key) ? [elements.get(key)] : []));
  return [...known, ...[...elements].filter(([key]) => !order.includes(key)).map(([, element]) => element)];
}

/** The elements of a list by what makes them the same one; a repeated one has a key of its own. */
function keyed(list: MergeList, state: Mergeable): Map<string, unknown> {
  const keyOf = KEY_OF[list] as (element: unknown) => string;
  const elements = new Map<string, unknown>();
  for (const element of state[list]) {
    let key = keyOf(element);
    while (elements.has(key)) key += "+";
    elements.set(key, element);
  }
  return elements;
}

function singlesOf(state: Mergeable): { [path: string]: unknown } {
  const { consents, custom } = state;
  return {
    ...Object.fromEntries(MERGE_SINGLE.map((field) => [field, state[field]])),
    ...Object.fromEntries(Object.entries(consents).map(([channel, consent]) => [`consents.${channel}`, consent])),
    ...Object.fromEntries(Object.entries(custom).map(([key, value]) => [`custom.${key}`, value])),
  };
}

function setAt(state: Mergeable, path: string, value: unknown): void {
  const dot = path.indexOf(".");
  const [part, name] = dot < 0 ? [state, path] : [state[path.slice(0, dot) as "custom"], path.slice(dot + 1)];
  if (value === null) delete (part as Profile["custom"])[name];
  else (part as { [name: string]: unknown })[name] = value;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
