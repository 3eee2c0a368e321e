export {
  forgetJobs,
  isOpen,
  type Job,
  type JobLogEntry,
  type Step,
  steer,
  useJob,
  useJobLog,
  useJobs,
} from "./queries.ts";
export { RunningJobs } from "./running-jobs.tsx";
