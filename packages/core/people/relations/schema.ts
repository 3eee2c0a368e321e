import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";

/** Each kind of relation and the same relation seen from the other end. */
export const RELATION_INVERSES = {
  worksAt: "employs",
  employs: "worksAt",
  family: "family",
  referredBy: "referred",
  referred: "referredBy",
  agentOf: "hasAgent",
  hasAgent: "agentOf",
  supplierOf: "suppliedBy",
  suppliedBy: "supplierOf",
  distributorOf: "distributedBy",
  distributedBy: "distributorOf",
  partnerOf: "partnerOf",
  competitorOf: "competitorOf",
  contactOf: "hasContact",
  hasContact: "contactOf",
} as const;

export type RelationKind = keyof typeof RELATION_INVERSES;
export const RELATION_KINDS = Object.keys(RELATION_INVERSES) as [RelationKind, ...RelationKind[]];
export const MAX_RELATIONS = 200;

/** One relation as seen from one customer: «this customer `kind` the other». */
export const relationShape = z
  .strictObject({
    kind: z.enum(RELATION_KINDS),
    otherId: idShape("cus"),
    otherName: z.string(),
    /** What they are to each other in the family or the company: spouse, sales manager. */
    note: z.string().optional(),
    since: z.string(),
    /** The other one is nobody's whom one may see: `otherName` is empty. */
    outOfSight: z.boolean().optional(),
  })
  .meta({ id: "Relation" });

export type Relation = z.output<typeof relationShape>;

export const newRelationShape = z.strictObject({
  kind: z.enum(RELATION_KINDS),
  otherId: idShape("cus"),
  note: line(80).optional(),
});

export type NewRelation = z.output<typeof newRelationShape>;
