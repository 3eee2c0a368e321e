import { endpoint } from "../../platform/endpoint.ts";
import { jobShape } from "../../workspace/jobs/schema.ts";

export const runNightly = endpoint({
  name: "runNightly",
  method: "POST",
  path: "/rfm/nightly",
  permission: "workspace.operate",
  tag: "Operations",
  summary: "Do the nightly run now: scores everybody, looks over all segments, and tells what it had to mend",
  output: jobShape,
  status: 202,
});
