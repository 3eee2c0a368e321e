export { Card, Entrance, LINK, Problem, takeSecret } from "./entrance.tsx";
