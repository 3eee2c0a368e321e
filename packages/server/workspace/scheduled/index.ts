export { ensureScheduled, type ScheduledJob, type ScheduledJobs, scheduledHandler } from "./scheduled.ts";
