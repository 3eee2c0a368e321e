export { MessageEntry, MessageSign } from "./message-entry.tsx";
export { MessageForm } from "./message-form.tsx";
export { onMessage } from "./queries.ts";
