import type { Change } from "#core/platform/change.ts";

/** What other systems are told of a change: ids and the names of fields, never what stands in them. */
export type ChangeEvent = {
  type: string;
  data: {
    id: string;
    at: string;
    entity: string;
    entityId: string;
    customerId?: string;
    actor: { kind: string; id: string };
    fields: string[];
  };
};

export function eventOf({ id, at, verb, entity, entityId, customerId, actor, fields }: Change): ChangeEvent {
  return {
    type: verb,
    data: {
      id,
      at,
      entity,
      entityId,
      ...(customerId !== undefined && { customerId }),
      actor: { kind: actor.kind, id: actor.id },
      fields: Object.keys(fields).sort(),
    },
  };
}
