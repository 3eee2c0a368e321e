export { MessageEntry, MessageSign } from "./message-entry.tsx";
export { onMessage } from "./queries.ts";
