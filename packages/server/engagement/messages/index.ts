export { messageOf } from "./store.ts";
export { type ProviderEvent, tellOutcome } from "./told.ts";
export { planOfMessage, planOfStaffMail, sendSoon } from "./verbs.ts";
