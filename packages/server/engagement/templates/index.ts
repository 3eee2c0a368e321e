export { createTemplate, filledDraft, listTemplates, renderFor } from "./verbs.ts";
