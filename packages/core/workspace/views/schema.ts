import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { ruleShape } from "../../platform/rules/shape.ts";
import { line } from "../../platform/text-shape.ts";

export const VIEW_LIMITS = { views: 100, columns: 40, narrowest: 48, widest: 1200, tweaks: 100 } as const;

/** Signs a view may carry beside its name. */
export const VIEW_COLOURS = ["turquoise", "saffron", "pomegranate", "lapis", "olive", "plum"] as const;

/** A column of a list: which, and how wide in CSS pixels when that was chosen. */
export const viewColumnShape = z.strictObject({
  id: z.string().regex(/^[A-Za-z][\w.-]{0,79}$/),
  width: z.number().int().min(VIEW_LIMITS.narrowest).max(VIEW_LIMITS.widest).optional(),
});

export type ViewColumn = z.output<typeof viewColumnShape>;

const columns = z
  .array(viewColumnShape)
  .min(1)
  .max(VIEW_LIMITS.columns)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "A column is there twice.");

/** Which list a view is of, such as `customers`; what its fields, orders and columns are, only that list knows. */
export const listName = z.string().regex(/^[a-z][A-Za-z-]{0,39}$/);

const content = {
  name: line(80),
  colour: z.enum(VIEW_COLOURS).nullable(),
  /** The rule it is filtered by; null for everything. It may outlive the fields it asks about. */
  filter: ruleShape.nullable(),
  /** One of the list's orders; null for the list's own. */
  sort: z.string().max(40).nullable(),
  reverse: z.boolean(),
  archived: z.boolean(),
  /** null for the list's own columns. */
  columns: columns.nullable(),
  /** Everybody sees it; otherwise only its owner. */
  shared: z.boolean(),
  /** Views stand in this order. */
  position: z.number().min(-1e9).max(1e9),
};

/** A list as somebody likes to see it, kept under a name. */
export const viewShape = z
  .strictObject({
    id: idShape("viw"),
    version: z.number().int(),
    list: listName,
    ...content,
    ownerId: z.string(),
    ownerName: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "View" });

export type View = z.output<typeof viewShape>;

export const newViewShape = z
  .strictObject({ list: listName, ...z.object(content).partial().shape, name: content.name })
  .meta({ id: "NewView" });

export type NewView = z.output<typeof newViewShape>;

export const viewPatchShape = z
  .strictObject({ version: z.number().int().min(1), ...z.object(content).partial().shape })
  .meta({ id: "ViewPatch" });

export type ViewPatch = z.output<typeof viewPatchShape>;

/** Where a person keeps columns of their own: for one view, or (`all`) for the list without one. */
const place = z.union([z.literal("all"), idShape("viw")]);

/** What one person has set for a list: the view it opens with, and columns of their own. */
export const listSettingsShape = z.strictObject({
  defaultId: z.string().nullable(),
  columns: z.record(z.string(), columns),
});

export type ListSettings = z.output<typeof listSettingsShape>;

export const listSettingsPatchShape = z.strictObject({
  list: listName,
  defaultId: idShape("viw").nullable().optional(),
  /** null: as the view has them. */
  columns: z.strictObject({ of: place, are: columns.nullable() }).optional(),
});

export type ListSettingsPatch = z.output<typeof listSettingsPatchShape>;
