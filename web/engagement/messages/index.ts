export { MessageEntry, MessageSign } from "./message-entry.tsx";
export { onMessage } from "./queries.ts";
export { SendMessage } from "./send-message.tsx";
