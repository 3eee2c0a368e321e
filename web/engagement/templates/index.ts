export { preview, useTemplates } from "./queries.ts";
