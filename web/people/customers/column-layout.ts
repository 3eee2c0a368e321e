import { VIEW_LIMITS, type ViewColumn } from "#core/workspace/views/index.ts";

/** Which columns a list shows, in their order, with the widths that were chosen. */
export type Layout = readonly ViewColumn[];

/** Columns that give way first where nobody has chosen any and there is too little room, the first of them first. */
export const FIRST_COLUMNS = ["name", "relation", "stage", "phone", "city", "tags", "lastContact", "owner"] as const;
const GIVING_WAY = ["owner", "relation", "tags", "city", "lastContact", "phone"];

export const FIRST_LAYOUT: Layout = FIRST_COLUMNS.map((id) => ({ id }));

/** The name's, where nobody has drawn it wider or narrower: it takes the room that is left, and at least this. */
export const NAME_AT_LEAST = 176;
const GAP = 12;

export function isFirst(layout: Layout): boolean {
  return JSON.stringify(layout) === JSON.stringify(FIRST_LAYOUT);
}

export function widthOf(column: ViewColumn, own: number): number {
  return column.width ?? (column.id === "name" ? NAME_AT_LEAST : own);
}

/** How wide all of them are, in pixels, gaps included. */
export function totalWidth(layout: Layout, ownWidth: (id: string) => number): number {
  return layout.reduce((sum, column) => sum + widthOf(column, ownWidth(column.id)) + GAP, 0);
}

/** As many of the first columns as there is room for. Chosen ones all stay, and the list is scrolled sideways. */
export function fitted(layout: Layout, room: number, ownWidth: (id: string) => number): Layout {
  if (!isFirst(layout) || room <= 0) return layout;
  let shown = layout;
  for (const id of GIVING_WAY) {
    if (totalWidth(shown, ownWidth) <= room) break;
    shown = shown.filter((column) => column.id !== id);
  }
  return shown;
}

/** CSS grid tracks. A name nobody has drawn takes what is left; else what is left stays empty at the end. */
export function tracksOf(layout: Layout, ownWidth: (id: string) => number): string {
  const isDrawn = layout.some(({ id, width }) => id === "name" && width !== undefined);
  const tracks = layout.map((column) =>
    column.id === "name" && column.width === undefined
      ? `minmax(${NAME_AT_LEAST}px,1fr)`
      : `${widthOf(column, ownWidth(column.id))}px`,
  );
  return [...tracks, ...(isDrawn ? ["minmax(0,1fr)"] : [])].join(" ");
}

export function boundedWidth(width: number): number {
  return Math.round(Math.min(VIEW_LIMITS.widest, Math.max(VIEW_LIMITS.narrowest, width)));
}

export function withWidth(layout: Layout, id: string, width: number): Layout {
  return layout.map((column) => (column.id === id ? { ...column, width: boundedWidth(width) } : column));
}

/** Shown at the end, or no longer shown. The name always is. */
export function toggled(layout: Layout, id: string): Layout {
  if (id === "name") return layout;
  if (layout.some((column) => column.id === id)) return layout.filter((column) => column.id !== id);
  return layout.length >= VIEW_LIMITS.columns ? layout : [...layout, { id }];
}

/** Moved to a place; the first is the name's. */
export function moved(layout: Layout, id: string, to: number): Layout {
  const column = layout.find((one) => one.id === id);
  if (!column || id === "name") return layout;
  const others = layout.filter((one) => one.id !== id);
  const place = Math.max(1, Math.min(to, others.length));
  return [...others.slice(0, place), column, ...others.slice(place)];
}
