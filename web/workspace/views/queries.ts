import type { CallOf } from "#core/platform/endpoint.ts";
import {
  createView,
  deleteView,
  type ListSettings,
  type ListSettingsPatch,
  listViews,
  restoreView,
  setListSettings,
  updateView,
  type View,
} from "#core/workspace/views/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

type Known = { items: View[]; settings: ListSettings };
export type NewView = CallOf<typeof createView>["body"];
export type ViewPatch = Omit<CallOf<typeof updateView>["body"], "version">;

const keyOf = (list: string) => ["views", list] as const;

/** The saved views of a list, and what the person who looks has set for it. */
export function useViews(list: string) {
  return useQuery(() => ({
    queryKey: keyOf(list),
    queryFn: ({ signal }) => call(listViews, { query: { list } }, { signal }) as Promise<Known>,
    staleTime: 60_000,
  }));
}

function change(list: string, next: (known: Known) => Known): void {
  queryClient.setQueryData<Known>(keyOf(list), (known) => known && next(known));
}

function put(view: View): void {
  change(view.list, ({ items, settings }) => ({
    settings,
    items: [...items.filter(({ id }) => id !== view.id), view].sort((a, b) => a.position - b.position),
  }));
}

export async function addView(view: NewView): Promise<View> {
  const added = await call(createView, { body: view });
  put(added);
  return added;
}

/** Saved over the version that is known here; somebody else's meanwhile is a conflict, and theirs is then shown. */
export async function changeView(view: View, patch: ViewPatch): Promise<View> {
  try {
    const changed = await call(updateView, { params: { id: view.id }, body: { ...patch, version: view.version } });
    put(changed);
    return changed;
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey: keyOf(view.list) });
    throw error;
  }
}

export async function removeView(view: View): Promise<void> {
  await call(deleteView, { params: { id: view.id } });
  change(view.list, ({ items, settings }) => ({ settings, items: items.filter(({ id }) => id !== view.id) }));
}

export async function bringViewBack(view: View): Promise<void> {
  put(await call(restoreView, { params: { id: view.id } }));
}

/** Shown at once; what the server has in the end is what stays. */
export async function changeSettings(patch: ListSettingsPatch): Promise<void> {
  const { list, defaultId, columns } = patch;
  change(list, ({ items, settings }) => {
    const mine = { ...settings.columns };
    if (columns?.are) mine[columns.of] = columns.are;
    else if (columns) delete mine[columns.of];
    return { items, settings: { ...settings, ...(defaultId !== undefined && { defaultId }), columns: mine } };
  });
  queue = queue.then(() => send(patch));
  return queue;
}

// One after the other: each is written over what the one before has left.
let queue: Promise<void> = Promise.resolve();

async function send(patch: ListSettingsPatch): Promise<void> {
  try {
    await call(setListSettings, { body: patch });
  } catch {
    void queryClient.invalidateQueries({ queryKey: keyOf(patch.list) });
  }
}
