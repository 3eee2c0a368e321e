export { filledDraft, renderFor } from "./verbs.ts";
