import type { bulkCustomers } from "#core/people/customers/index.ts";
import type { CallOf } from "#core/platform/endpoint.ts";
import { isolated, relationWord, sayBulkResult, sayBulkUndone, stageWord } from "#web/people/customers/index.ts";
import { sayMerged, sayMergesUndone } from "#web/people/duplicates/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { showList, showNumber } from "#web/platform/show.ts";
import type { Job } from "#web/workspace/jobs/index.ts";

type BulkAction = CallOf<typeof bulkCustomers>["body"]["action"];
type UserName = (id: string | null | undefined) => string | null;
type About = {
  action?: BulkAction;
  customers?: number | null;
  fileName?: string;
  label?: { fa?: string; en?: string };
  from?: string;
  to?: string;
  kind?: string;
  about?: About;
};
type Told = Pick<Job, "kind" | "progress"> & { about: object };

const BULK = "customers.bulk";
const MERGE = "duplicates.merge";
const UNDO = "undo";
const COUNTS = [
  "added",
  "merged",
  "skipped",
  "refused",
  "removed",
  "restored",
  "left",
  "customers",
  "entered",
  "gone",
  "scored",
  "drift",
  "rows",
  "moved",
] as const;

/** What a job does, as a person would say it: «برچسب «نوروز» به ۱۲۰ نفر». */
export function jobTitle({ kind, about, progress }: Told, userName: UserName): string {
  const { action, customers, fileName, label, from, to, ...undone } = about as About;
  if (kind === UNDO && undone.kind) {
    return t("jobs.undoOf", jobTitle({ kind: undone.kind, about: undone.about ?? {}, progress }, userName));
  }
  if (kind === "users.handOver" && from && to) return t("jobs.handOver", isolated(from), isolated(to));
  if (kind === BULK && action) {
    const count = progress.total ?? customers;
    return bulkTitle(
      action,
      typeof count === "number" ? t("jobs.people", showNumber(count)) : t("jobs.list"),
      userName,
    );
  }
  const word = findWord(`jobs.kinds.${kind}`) ?? kind;
  const of = fileName ?? label?.[locale()] ?? label?.fa ?? label?.en;
  return of ? t("jobs.withFile", word, isolated(of)) : word;
}

function bulkTitle(action: BulkAction, whom: string, userName: UserName): string {
  switch (action.kind) {
    case "tag":
    case "untag":
      return t(`jobs.bulk.${action.kind}`, whom, showList(action.tags.map((tag) => t("common.quoted", isolated(tag)))));
    case "assign":
      return action.ownerId === null
        ? t("jobs.bulk.unassign", whom)
        : t("jobs.bulk.assign", whom, isolated(userName(action.ownerId) ?? t("jobs.somebody")));
    case "stage":
      return t("jobs.bulk.stage", whom, t("common.quoted", stageWord(action.lifecycleStage)));
    case "relation":
      return t("jobs.bulk.relation", whom, t("common.quoted", relationWord(action.relation)));
    case "archive":
    case "restore":
      return t(`jobs.bulk.${action.kind}`, whom);
  }
}

/** What came of it, in counts; null while there is nothing to tell. */
export function jobResult(job: Job): string | null {
  if (!job.result) return null;
  const { action, kind } = job.about as About;
  if (job.kind === BULK && action) return sayBulkResult(action.kind, job);
  if (job.kind === MERGE) return sayMerged(job);
  if (job.kind === UNDO && kind === BULK) return sayBulkUndone(job);
  if (job.kind === UNDO && kind === MERGE) return sayMergesUndone(job);
  const counts = COUNTS.filter((name) => Number(job.result?.[name] ?? 0) > 0);
  const said = counts.map((name) => t(`jobs.counts.${name}`, showNumber(Number(job.result?.[name]))));
  return said.length > 0 ? said.join(t("common.comma")) : null;
}

export function jobError({ error }: Job): string | null {
  return error && (findWord(`errors.codes.${error.code}`) ?? error.message);
}

/** What is being waited for, when somebody has asked; else the state. */
export function stateWord({ state, wanted }: Job): string {
  return wanted && state === "running" ? t(`jobs.wanted.${wanted}`) : t(`jobs.states.${state}`);
}
