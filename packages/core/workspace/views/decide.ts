import type { FieldChange } from "../../platform/change.ts";
import { cleanText } from "../../platform/fold.ts";
import type { Id } from "../../platform/ids.ts";
import {
  type ListSettings,
  type ListSettingsPatch,
  type NewView,
  VIEW_LIMITS,
  type View,
  type ViewPatch,
} from "./schema.ts";

export type ViewMoment = { now: string; id: Id<"viw">; owner: { id: string; name: string }; last: number };

/** A new view at the end of those before it. */
export function decideView(input: NewView, { now, id, owner, last }: ViewMoment): View {
  return {
    colour: null,
    filter: null,
    sort: null,
    reverse: false,
    archived: false,
    columns: null,
    shared: false,
    position: last + 1,
    ...input,
    name: cleanText(input.name),
    id,
    version: 1,
    ownerId: owner.id,
    ownerName: owner.name,
    createdAt: now,
    updatedAt: now,
  };
}

/** The view with the patch; the same object when it changes nothing. */
export function decideViewPatch(view: View, { version: _, ...patch }: ViewPatch, { now }: { now: string }): View {
  const next: View = { ...view, ...patch, ...(patch.name !== undefined && { name: cleanText(patch.name) }) };
  if (changedParts(view, next).length === 0) return view;
  return { ...next, version: view.version + 1, updatedAt: now };
}

/** What the change feed, which everybody may read, tells: of a private view only what kind of thing changed. */
export function toldFields(before: View | null, after: View): Record<string, FieldChange> {
  const isPrivate = !after.shared && !before?.shared;
  return Object.fromEntries(
    changedParts(before, after).map((part) => [
      part,
      isPrivate ? {} : { ...(before && { before: before[part] }), after: after[part] },
    ]),
  );
}

const PARTS = ["name", "colour", "filter", "sort", "reverse", "archived", "columns", "shared", "position"] as const;

function changedParts(before: View | null, after: View) {
  return PARTS.filter((part) => JSON.stringify(before?.[part]) !== JSON.stringify(after[part]));
}

export const NO_SETTINGS: ListSettings = { defaultId: null, columns: {} };

/** Of columns of one's own the latest hundred places are kept. */
export function decideSettings(settings: ListSettings, { defaultId, columns }: ListSettingsPatch): ListSettings {
  const next = { ...settings, ...(defaultId !== undefined && { defaultId }) };
  if (!columns) return next;
  const { [columns.of]: _, ...others } = settings.columns;
  const kept = Object.entries(others).slice(-(VIEW_LIMITS.tweaks - 1));
  return { ...next, columns: Object.fromEntries([...kept, ...(columns.are ? [[columns.of, columns.are]] : [])]) };
}
