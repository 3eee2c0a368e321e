export { ConflictDialog } from "./conflict-dialog.tsx";
export { CustomerDetails, Section } from "./customer-details.tsx";
export { CustomerHeader } from "./customer-header.tsx";
export { fieldText, fieldWord } from "./field-words.ts";
export { reasonsOf } from "./likely-duplicates.tsx";
export { askDuplicates, customerKey, rememberCustomer } from "./queries.ts";
export { onCustomerSaved } from "./save.ts";
export { type Channel, channelChoices, channelWord } from "./words.ts";
