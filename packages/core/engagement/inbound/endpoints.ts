import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { interactionShape } from "../interactions/schema.ts";
import { receivedShape, waitingMailShape } from "./schema.ts";

const tag = "Incoming mail";
const one = z.strictObject({ id: idShape("inm") });

export const receiveMail = endpoint({
  name: "receiveMail",
  method: "POST",
  path: "/inbound-mails",
  permission: "mail.receive",
  tag,
  summary: "Hand over one mail as it came (MIME, at most 25 MB); it goes to the timeline of who wrote it",
  takes: "message/rfc822",
  output: receivedShape,
});

export const listWaitingMails = endpoint({
  name: "listWaitingMails",
  method: "GET",
  path: "/inbound-mails",
  permission: "mail.sort",
  tag,
  summary: "Mail of which nobody knows whose it is, newest first",
  query: z.strictObject(pageQuery),
  output: z.strictObject({
    ...pageOf(waitingMailShape).shape,
    /** The addresses whose mail comes here, as far as the server was told. */
    addresses: z.array(z.string()),
  }),
});

export const getWaitingMail = endpoint({
  name: "getWaitingMail",
  method: "GET",
  path: "/inbound-mails/{id}",
  permission: "mail.sort",
  tag,
  summary: "One of them with its text",
  params: one,
  output: z.strictObject({ mail: waitingMailShape, text: z.string() }),
});

export const assignMail = endpoint({
  name: "assignMail",
  method: "POST",
  path: "/inbound-mails/{id}/assign",
  permission: "mail.sort",
  tag,
  summary: "Say whose it is: it goes to that customer's timeline",
  params: one,
  body: z.strictObject({ customerId: idShape("cus") }),
  output: interactionShape,
});

export const dismissMail = endpoint({
  name: "dismissMail",
  method: "POST",
  path: "/inbound-mails/{id}/dismiss",
  permission: "mail.sort",
  tag,
  summary: "Take it off the list; it can be brought back for a month, then its text is deleted",
  params: one,
});

export const restoreMail = endpoint({
  name: "restoreMail",
  method: "POST",
  path: "/inbound-mails/{id}/restore",
  permission: "mail.sort",
  tag,
  summary: "Bring back to the list what was dismissed",
  params: one,
});
