export { findUser, listStoredUsers } from "./store.ts";
export { addUser, MIN_PASSWORD } from "./verbs.ts";
