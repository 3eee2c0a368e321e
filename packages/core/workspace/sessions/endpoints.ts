import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";

const tag = "Sign-in";

/** Somebody who is signed in somewhere. */
export const openSessionShape = z
  .strictObject({
    id: idShape("ses"),
    createdAt: z.string(),
    expiresAt: z.string(),
    /** Where it was begun, and with what. */
    address: z.string(),
    device: z.string(),
    /** The one that asks. */
    isCurrent: z.boolean(),
  })
  .meta({ id: "Session" });

export type OpenSession = z.output<typeof openSessionShape>;

/** Without it one's own; another person's are for those who manage people. */
const whose = z.strictObject({ userId: idShape("usr").optional() });

export const listSessions = endpoint({
  name: "listSessions",
  method: "GET",
  path: "/sessions",
  permission: "signedIn",
  tag,
  summary: "Where somebody is signed in, newest first: oneself, or with users.manage anybody",
  query: whose,
  output: z.strictObject({ items: z.array(openSessionShape) }),
});

export const endSession = endpoint({
  name: "endSession",
  method: "DELETE",
  path: "/sessions/{id}",
  permission: "signedIn",
  tag,
  summary: "End a session at once: one's own, or with users.manage anybody's",
  params: z.strictObject({ id: idShape("ses") }),
});

export const endSessions = endpoint({
  name: "endSessions",
  method: "POST",
  path: "/sessions/end",
  permission: "signedIn",
  tag,
  summary: "End every session but the one that asks: one's own, or with users.manage anybody's",
  body: whose,
  output: z.strictObject({ ended: z.number().int() }),
});
