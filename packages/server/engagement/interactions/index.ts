export { logInteraction, planOfLog } from "./verbs.ts";
