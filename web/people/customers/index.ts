export { AllFields } from "./all-fields.ts";
export {
  follow as followJob,
  sayResult as sayBulkResult,
  sayUndone as sayBulkUndone,
  wordOfFailure,
} from "./bulk.ts";
export type { Target } from "./bulk-target.ts";
export { addColumns, type Column } from "./columns.tsx";
export { ConflictDialog } from "./conflict-dialog.tsx";
export { CustomerDetails, Section } from "./customer-details.tsx";
export { CustomerForm } from "./customer-form.tsx";
export { ArchivedNotice, CustomerHeader } from "./customer-header.tsx";
export { customerName, rememberName } from "./customer-names.ts";
export { CustomerPicker } from "./customer-picker.tsx";
export type { PeekProps } from "./customers.page.tsx";
export { fieldText, fieldWord, isolated } from "./field-words.ts";
export { FilterConditions } from "./filter-conditions.tsx";
export { filterFields, sayFilter } from "./filter-fields.ts";
export { type Filter, NO_FILTER, parseFilter, ruleOf } from "./filter-rule.ts";
export { customerKey, rememberCustomer } from "./queries.ts";
export { announceSaved, onCustomerSaved } from "./save.ts";
export { offerSegments } from "./segment-names.ts";
export { addSelectionAction } from "./selection-actions.ts";
export { StageMark } from "./stage-mark.tsx";
export { type Channel, channelChoices, channelWord, consentWord, relationWord, stageWord } from "./words.ts";
