import type { Message } from "#core/engagement/messages/index.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import type { ErasureRules } from "#server/workspace/erasure/index.ts";
import type { Letter } from "./store.ts";

/** What is counted stays: that something was sent, when, and what became of it. What was said, and where to, goes. */
export const MESSAGE_ERASURE: ErasureRules = {
  message(item, ids) {
    const { subject: _s, reason: _r, providerId: _p, ...kept } = item.data as Message;
    if (!kept.customerId || !ids.has(kept.customerId)) return null;
    return { set: { data: withoutUndefined({ ...kept, to: "", excerpt: "…" }) } };
  },
  letter(item, ids) {
    const letter = item.data as Letter;
    if (!letter.customerId || !ids.has(letter.customerId)) return null;
    return { set: { data: withoutUndefined({ ...letter, content: { text: "…" } }) } };
  },
};
