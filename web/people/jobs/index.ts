export { JobActions } from "./job-actions.tsx";
export { jobTitle } from "./job-words.ts";
