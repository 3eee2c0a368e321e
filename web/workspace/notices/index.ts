export { NoticeBell } from "./bell.tsx";
export { occasionWord } from "./words.ts";
