import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { jobLogEntryShape, jobShape } from "./schema.ts";

const tag = "Jobs";
const one = z.strictObject({ id: idShape("job") });
/** One's own jobs; who may operate the workspace sees and steers everybody's. */
const permission = "signedIn";

export const listJobs = endpoint({
  name: "listJobs",
  method: "GET",
  path: "/jobs",
  permission,
  tag,
  summary: "Long work, newest first: one's own, or everybody's for who operates the workspace",
  query: z.strictObject({ ...pageQuery }),
  output: pageOf(jobShape),
});

export const getJob = endpoint({
  name: "getJob",
  method: "GET",
  path: "/jobs/{id}",
  permission,
  tag,
  summary: "How far a job is and what it did",
  params: one,
  output: jobShape,
});

export const getJobLog = endpoint({
  name: "getJobLog",
  method: "GET",
  path: "/jobs/{id}/log",
  permission,
  tag,
  summary: "What a job says of its parts, in the order it happened",
  params: one,
  query: z.strictObject({ ...pageQuery }),
  output: pageOf(jobLogEntryShape),
});

export const pauseJob = endpoint({
  name: "pauseJob",
  method: "POST",
  path: "/jobs/{id}/pause",
  permission,
  tag,
  summary: "Let a job stand still after the part it is at",
  params: one,
  output: jobShape,
});

export const resumeJob = endpoint({
  name: "resumeJob",
  method: "POST",
  path: "/jobs/{id}/resume",
  permission,
  tag,
  summary: "Let a paused job go on",
  params: one,
  output: jobShape,
});

export const cancelJob = endpoint({
  name: "cancelJob",
  method: "POST",
  path: "/jobs/{id}/cancel",
  permission,
  tag,
  summary: "End a job after the part it is at; what was done stays",
  params: one,
  output: jobShape,
});

export const retryJob = endpoint({
  name: "retryJob",
  method: "POST",
  path: "/jobs/{id}/retry",
  permission,
  tag,
  summary: "Let a failed or cancelled job go on where it left off",
  params: one,
  output: jobShape,
});

export const undoJob = endpoint({
  name: "undoJob",
  method: "POST",
  path: "/jobs/{id}/undo",
  permission,
  tag,
  summary: "Take back what a job did; what people changed since stays and is listed in the new job's log",
  params: one,
  output: jobShape,
  status: 202,
});
