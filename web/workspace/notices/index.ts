export { NoticeBell } from "./bell.tsx";
export { markRead, type Notice, useNewest } from "./queries.ts";
export { occasionWord, sayNotice } from "./words.ts";
