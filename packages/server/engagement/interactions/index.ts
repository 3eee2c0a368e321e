export { interactionStats } from "./on.ts";
export { interactionRoutes } from "./routes.ts";
export { logInteraction, planOfLog } from "./verbs.ts";
