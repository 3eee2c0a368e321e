export { MergedFrom } from "./merged-from.tsx";
