import * as z from "zod";

/** A value as it is kept; which of these it is, the type of the field says. */
export const customValueShape = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** Custom values by key, as they are shown; what each may hold, its definition says (`GET /fields`). */
export const customShape = z.record(z.string(), customValueShape);

/** The same as they come in: each is checked against its definition, which refuses it by its path. */
export const customInput = z.record(z.string(), z.unknown());
