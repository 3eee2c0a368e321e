export { keyKey, stillStands } from "./store.ts";
