import { invalid } from "../../platform/errors.ts";
import { cleanText } from "../../platform/fold.ts";
import { type NewRelation, RELATION_INVERSES, type Relation } from "./schema.ts";

type End = { id: string; name: string };

/** The relation as each of its two ends sees it. */
export function decideRelation(
  from: End,
  to: End,
  input: Pick<NewRelation, "kind" | "note">,
  now: string,
): { near: Relation; far: Relation } {
  if (from.id === to.id)
    throw invalid("relation.with_itself", "A customer cannot be related to itself.", [{ path: "otherId" }]);
  const note = input.note && cleanText(input.note);
  const seen = (kind: Relation["kind"], other: End): Relation => ({
    kind,
    otherId: other.id as Relation["otherId"],
    otherName: other.name,
    ...(note && { note }),
    since: now,
  });
  return { near: seen(input.kind, to), far: seen(RELATION_INVERSES[input.kind], from) };
}
