export { planOfPastMessage } from "./past.ts";
export { findByProviderId, ownSenders } from "./provider-id-store.ts";
export { shownMessages } from "./shown.ts";
export { findMessage, messageOf } from "./store.ts";
export { type ProviderEvent, tellOutcome } from "./told.ts";
export { planOfMessage, type StaffMail, sendSoon, writesOfStaffMail } from "./verbs.ts";
