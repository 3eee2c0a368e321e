export { CustomInput } from "./custom-input.tsx";
export { type CustomDraft, draftOf, readDraft } from "./draft.ts";
export { fieldsAreKnown, fieldsInUse, findField, knownFields, useFields } from "./queries.ts";
export { choicesOffered, choiceWord, customText, fieldHelp, fieldLabel, showDecimal } from "./words.ts";
