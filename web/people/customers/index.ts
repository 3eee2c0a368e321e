export { ConflictDialog } from "./conflict-dialog.tsx";
export { CustomerDetails, Section } from "./customer-details.tsx";
export { CustomerHeader } from "./customer-header.tsx";
export { fieldText, fieldWord, isolated } from "./field-words.ts";
export { customerKey, rememberCustomer } from "./queries.ts";
export { announceSaved, onCustomerSaved } from "./save.ts";
export { type Channel, channelChoices, channelWord, consentWord } from "./words.ts";
