import { type FieldRules, hasNoRules, isHidden } from "../../platform/access/fields.ts";
import type { Message, MessageContent } from "./schema.ts";

const GONE = "…";
/** Shorter texts stand in other words as well. */
const LEAST = 4;

/** The field of a customer that an address of this channel is one of. */
export const fieldOfChannel = (channel: string): "emails" | "phones" => (channel === "email" ? "emails" : "phones");

/**
 * A message to a customer as somebody with these rules is shown it. `hidden`: values of the customer that they are not shown,
 * which a template may have put into its text.
 */
export function maskMessage(rules: FieldRules, message: Message, hidden: readonly string[]): Message {
  if (hasNoRules(rules) || message.customerId === undefined) return message;
  const isClosed = isHidden(rules, "customer", fieldOfChannel(message.channel));
  const without = scrubber(isClosed ? [...hidden, ...spellings(message.to)] : hidden);
  const { subject, excerpt, reason, ...rest } = message;
  return {
    ...rest,
    to: isClosed ? "" : message.to,
    ...(subject !== undefined && !isHidden(rules, "interaction", "subject") && { subject: without(subject) }),
    excerpt: isHidden(rules, "interaction", "body") ? "" : without(excerpt),
    ...(reason !== undefined && { reason: without(reason) }),
  };
}

/** The same of all it says. */
export function maskContent(
  rules: FieldRules,
  message: Message,
  content: MessageContent,
  hidden: readonly string[],
): MessageContent {
  if (hasNoRules(rules) || message.customerId === undefined) return content;
  const isClosed = isHidden(rules, "customer", fieldOfChannel(message.channel));
  const without = scrubber(isClosed ? [...hidden, ...spellings(message.to)] : hidden);
  const { subject, text, html } = content;
  return {
    ...(subject !== undefined && !isHidden(rules, "interaction", "subject") && { subject: without(subject) }),
    text: isHidden(rules, "interaction", "body") ? "" : without(text),
    ...(html !== undefined && !isHidden(rules, "interaction", "body") && { html: without(html) }),
  };
}

/** An address, or a number as it is kept and as people of its country write it. */
function spellings(to: string): string[] {
  return /^\+98\d{6,}$/.test(to) ? [to, `0${to.slice(3)}`, to.slice(3)] : [to];
}

function scrubber(values: readonly string[]): (text: string) => string {
  const all = [...new Set(values.flatMap(spellings))].filter((value) => value.length >= LEAST);
  // The longest first: one may begin another.
  all.sort((one, other) => other.length - one.length);
  return (text) => all.reduce((left, value) => left.replaceAll(value, GONE), text);
}
