import * as z from "zod";

/** One prefix for every kind of thing that has an id. An id is the prefix, `_` and a ULID. */
export const ID_PREFIXES = {
  change: "chg",
  customer: "cus",
  interaction: "int",
  activity: "act",
  notice: "ntc",
  message: "msg",
  inboundMail: "inm",
  template: "tpl",
  user: "usr",
  role: "rol",
  team: "tem",
  session: "ses",
  invitation: "inv",
  apiKey: "key",
  field: "fld",
  upload: "upl",
  import: "imp",
  view: "viw",
  segment: "seg",
  export: "exp",
  copy: "cpy",
  job: "job",
  webhook: "whk",
  webhookCall: "whc",
  request: "req",
} as const;

export type IdPrefix = (typeof ID_PREFIXES)[keyof typeof ID_PREFIXES];
export type Id<P extends IdPrefix = IdPrefix> = `${P}_${string}`;

const ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}";

/** The shape of one kind of id, for use in other shapes: `idShape("cus")`. */
export function idShape<P extends IdPrefix>(prefix: P) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_${ULID}$`), `Not an id of this kind (it starts with ${prefix}_).`)
    .transform((id) => id as Id<P>)
    .meta({ type: "string", pattern: `^${prefix}_${ULID}$`, example: `${prefix}_01JD8ZC3W5Q1T8M4G2N6V9X0RA` });
}
