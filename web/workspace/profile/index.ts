export { SessionsPart } from "./sessions-part.tsx";
