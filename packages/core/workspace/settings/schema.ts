import * as z from "zod";
import { line, timeZoneShape } from "../../platform/text-shape.ts";
import { MAX_ROLES, roleIdShape } from "../roles/schema.ts";

export const MAX_LOGO_BYTES = 512 * 1024;
export const LOGO_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export const AUDIT_DAYS = { least: 90, most: 3650 } as const;

const settings = {
  name: line(100),
  locale: z.enum(["fa", "en"]),
  timeZone: timeZoneShape,
  /** ISO 3166: of phone numbers written without a country. */
  region: z.string().regex(/^[A-Z]{2}$/, "is not a country such as IR"),
  currency: z.string().regex(/^[A-Z]{3}$/, "is not a currency such as IRR"),
};
/** `#rrggbb`, of which shades are made that can be read; null is Peyvand's own. */
const accent = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "is not a colour such as #0f6e6c")
  .transform((hex) => hex.toLowerCase())
  .nullable();
/** How long changes are kept, in days; null is for ever. */
const auditDays = z.number().int().min(AUDIT_DAYS.least).max(AUDIT_DAYS.most).nullable();

/** Of whom a second factor is asked: everybody, or who has one of these roles. */
const secondFactorFor = z.union([z.literal("everybody"), z.array(roleIdShape).max(MAX_ROLES)]);

/** What is set for the whole workspace. `logo` is where its picture is; null when there is none. */
export const settingsShape = z
  .strictObject({
    version: z.number().int(),
    ...settings,
    accent: z.string().nullable(),
    logo: z.string().nullable(),
    auditDays: z.number().int().nullable(),
    secondFactorFor: z.union([z.literal("everybody"), z.array(z.string())]),
  })
  .meta({ id: "Settings" });
export type Settings = z.output<typeof settingsShape>;

export const settingsPatchShape = z.strictObject({
  version: z.number().int().min(0),
  ...z.object({ ...settings, accent, auditDays, secondFactorFor }).partial().shape,
});
export type SettingsPatch = z.output<typeof settingsPatchShape>;

/** What anybody may know who comes to the door: how the workspace is called and looks. */
export const brandShape = z.strictObject({
  name: z.string(),
  locale: z.enum(["fa", "en"]),
  accent: z.string().nullable(),
  logo: z.string().nullable(),
});
export type Brand = z.output<typeof brandShape>;
