import { RELATION_KINDS, type RelationKind } from "#core/people/relations/index.ts";
import { t } from "#web/platform/i18n.ts";
import type { Choice } from "#web/ui/field.tsx";

/** What the other is, or what this one is to them: «employee», «works at». */
export const relationKindWord = (kind: RelationKind): string => t(`relations.kinds.${kind}`);

export const relationKindChoices = (): Choice[] =>
  RELATION_KINDS.map((kind) => ({ value: kind, label: relationKindWord(kind) }));
