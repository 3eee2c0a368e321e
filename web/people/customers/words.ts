import {
  CHANNELS,
  CONSENT_STATES,
  CUSTOMER_KINDS,
  CUSTOMER_RELATIONS,
  type Customer,
  LIFECYCLE_STAGES,
  type RFM_GROUPS,
} from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import type { Choice } from "#web/ui/field.tsx";

export type Kind = Customer["kind"];
export type Relation = Customer["relation"];
export type Stage = Customer["lifecycleStage"];
export type Channel = NonNullable<Customer["preferredChannel"]>;
export type Consent = Customer["consents"]["email"]["state"];

export const kindWord = (kind: Kind): string => t(`customers.kinds.${kind}`);
export const relationWord = (relation: Relation): string => t(`customers.relations.${relation}`);
export const stageWord = (stage: Stage): string => t(`customers.stages.${stage}`);
export const languageWord = (language: "fa" | "en"): string => t(`customers.languages.${language}`);
export const rfmWord = (group: (typeof RFM_GROUPS)[number]): string => t(`customers.rfmGroups.${group}`);
export const channelWord = (channel: Channel): string => t(`customers.channels.${channel}`);
export const consentWord = (consent: Consent): string => t(`customers.consents.${consent}`);

function choicesOf<T extends string>(values: readonly T[], word: (value: T) => string): () => Choice[] {
  return () => values.map((value) => ({ value, label: word(value) }));
}

export const kindChoices = choicesOf(CUSTOMER_KINDS, kindWord);
export const relationChoices = choicesOf(CUSTOMER_RELATIONS, relationWord);
export const stageChoices = choicesOf(LIFECYCLE_STAGES, stageWord);
export const channelChoices = choicesOf(CHANNELS, channelWord);
export const consentChoices = choicesOf(CONSENT_STATES, consentWord);
