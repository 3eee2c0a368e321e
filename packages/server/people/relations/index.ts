export { relationNames } from "./on.ts";
export { relationRoutes } from "./routes.ts";
export { relationOf } from "./store.ts";
export { planOfRelation } from "./verbs.ts";
