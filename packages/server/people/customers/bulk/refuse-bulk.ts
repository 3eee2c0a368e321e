import type { BulkAction } from "#core/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { refuseUnwritable } from "#server/platform/field-access.ts";

/** What each action writes; archiving is no field. */
const WRITES: Partial<Record<BulkAction["kind"], string>> = {
  tag: "tags",
  untag: "tags",
  assign: "ownerId",
  stage: "lifecycleStage",
  relation: "relation",
};

/** Refuses an action that writes a field its starter may not. */
export function refuseBulk({ access }: Pick<Ctx, "access">, { kind }: BulkAction): void {
  refuseUnwritable(access, "customer", [WRITES[kind] ?? ""]);
}
