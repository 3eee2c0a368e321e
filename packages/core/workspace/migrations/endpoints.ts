import { endpoint } from "../../platform/endpoint.ts";
import { jobShape } from "../jobs/schema.ts";

export const startMigration = endpoint({
  name: "startMigration",
  method: "POST",
  path: "/migrations",
  permission: "workspace.operate",
  tag: "Operations",
  summary: "Bring what an older version wrote up to date; begins by itself after an upgrade, unless it was taken back",
  output: jobShape,
  status: 202,
});
