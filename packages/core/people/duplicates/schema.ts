import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { MERGE_CHOICES } from "../customers/index.ts";
import { cardShape } from "../customers/schema.ts";
import { EVIDENCE, LIKELY, STRONG } from "./evidence.ts";

/** At most this many merges, or undone ones, in one request. */
export const MAX_AT_ONCE = 50;

const pairIds = { survivorId: idShape("cus"), absorbedId: idShape("cus") };

/** Two records that may be one customer. `a` is the one that would stay. */
export const pairShape = z
  .strictObject({
    a: cardShape,
    b: cardShape,
    /** 0 to 100; 25 and more is likely, 45 and more almost sure. */
    score: z.number().int(),
    evidence: z.array(z.enum(EVIDENCE)),
    dismissed: z.boolean(),
  })
  .meta({ id: "DuplicatePair" });

export type DuplicatePair = z.output<typeof pairShape>;

export const twoShape = z.strictObject({ a: idShape("cus"), b: idShape("cus") });

export const mergeShape = z.strictObject({
  ...pairIds,
  /** The versions that were looked at; unsaid, as the records are now. */
  survivorVersion: z.number().int().min(1).optional(),
  absorbedVersion: z.number().int().min(1).optional(),
  /** Whose value each field gets: survivor, absorbed, both. Unsaid means both: nothing is lost. */
  choices: z
    .record(z.string().max(80), z.enum(MERGE_CHOICES))
    .refine((choices) => Object.keys(choices).length <= 200, "More choices than there are fields.")
    .optional(),
});

export type MergeInput = z.output<typeof mergeShape>;

export const mergePairShape = z.strictObject(pairIds);

/** What became of one of several: done, or why not. */
export const mergeOutcomeShape = z.strictObject({
  ...pairIds,
  done: z.boolean(),
  /** The code of the refusal. */
  code: z.string().optional(),
  message: z.string().optional(),
});

export const mergeAllShape = z.strictObject({
  /** The pairs of this score and above. */
  atLeast: z.number().int().min(LIKELY).max(100).default(STRONG),
});

export type MergeOutcome = z.output<typeof mergeOutcomeShape>;
