export { oldMailOf, type StoredNotice, writeOfNotice } from "./store.ts";
export { settingsOf } from "./verbs.ts";
