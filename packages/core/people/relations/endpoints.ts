import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { newRelationShape, RELATION_KINDS, relationShape } from "./schema.ts";

const customer = z.strictObject({ id: idShape("cus") });

export const addRelation = endpoint({
  name: "addRelation",
  method: "POST",
  path: "/customers/{id}/relations",
  permission: "customers.write",
  tag: "Customers",
  summary: "Relate a customer to another; seen from both ends",
  params: customer,
  body: newRelationShape,
  output: relationShape,
  status: 201,
});

export const removeRelation = endpoint({
  name: "removeRelation",
  method: "DELETE",
  path: "/customers/{id}/relations/{kind}/{otherId}",
  permission: "customers.write",
  tag: "Customers",
  summary: "Take a relation away, at both ends",
  params: z.strictObject({ id: idShape("cus"), kind: z.enum(RELATION_KINDS), otherId: idShape("cus") }),
});
