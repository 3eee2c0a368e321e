import { lazy } from "solid-js";

export { preloadCustomerPage } from "./queries.ts";

/** Fetched when it is first asked for. */
export const LogDialog = lazy(async () => ({ default: (await import("./log-dialog.tsx")).LogDialog }));
