import type { Hono } from "hono";
import type { Received } from "#core/engagement/inbound/index.ts";
import type { Profile } from "#core/people/customers/index.ts";
import { activityStats } from "./engagement/activities/on.ts";
import { interactionStats } from "./engagement/interactions/on.ts";
import { releasedMessages } from "./engagement/messages/on.ts";
import { keptOccasions } from "./engagement/occasions/on.ts";
import { concernedTold } from "./engagement/today/on.ts";
import { segmentFieldsChanged, segmentMembers } from "./marketing/segments/on.ts";
import { absorbedStats, customerSearch, filledCards } from "./people/customers/on.ts";
import { duplicatePairs } from "./people/duplicates/on.ts";
import { employersFromFiles, relationNames, relationsOfRemoved } from "./people/relations/on.ts";
import { createApp, type Platform, type Rooms } from "./platform/app.ts";
import type { Ctx } from "./platform/context.ts";
import type { DueHandlers } from "./platform/due.ts";
import { poisonedHandler } from "./platform/follow.ts";
import type { MessageOutcome } from "./platform/message-outcome.ts";
import { deliveryHandler, type Subscriber } from "./platform/subscribers.ts";
import type { JobKinds } from "./workspace/jobs/index.ts";
import type { Migration } from "./workspace/migrations/index.ts";
import type { ScheduledJobs } from "./workspace/scheduled/index.ts";
import type { HandOverNouns } from "./workspace/users/index.ts";

/** Every reaction to a change, one line a room. */
export const SUBSCRIBERS: readonly Subscriber[] = [
  customerSearch,
  absorbedStats,
  filledCards,
  duplicatePairs,
  relationNames,
  employersFromFiles,
  relationsOfRemoved,
  interactionStats,
  releasedMessages,
  activityStats,
  segmentMembers,
  segmentFieldsChanged,
  keptOccasions,
  concernedTold,
];

/** What comes by itself every day. */
export const SCHEDULED: ScheduledJobs = {
  digests: async () => (await import("./engagement/digests/send.ts")).digestsJob,
  nightly: async () => (await import("./insight/rfm/nightly.ts")).nightlyScheduled,
};

/** What handles each kind of due item. */
export const DUE_HANDLERS: DueHandlers = {
  delivery: /* @__PURE__ */ deliveryHandler(SUBSCRIBERS),
  poisoned: /* @__PURE__ */ poisonedHandler(SUBSCRIBERS),
  message: async (ctx, item, now) => (await import("./engagement/messages/due.ts")).messageDue(ctx, item, now),
  upload: async (ctx, item, now) => (await import("./workspace/imports/uploads.ts")).uploadDue(ctx, item, now),
  importFiles: async (ctx, item, now) =>
    (await import("./workspace/imports/uploads.ts")).importFilesDue(ctx, item, now),
  export: async (ctx, item) => (await import("./workspace/exports/verbs.ts")).expireExport(ctx, item),
  webhook: async (ctx, item) => (await import("./workspace/webhooks/tell.ts")).webhookDue(ctx, item),
  activity: async (ctx, item, now) => (await import("./engagement/activities/remind.ts")).reminderDue(ctx, item, now),
  occasion: async (ctx, item, now) => (await import("./engagement/occasions/tell.ts")).occasionDue(ctx, item, now),
  scheduled: async (ctx, item, now) =>
    (await import("./workspace/scheduled/index.ts")).scheduledHandler(SCHEDULED)(ctx, item, now),
  noticeMail: async (ctx, item) => (await import("./engagement/messages/old-notice.ts")).noticeMailDue(ctx, item),
  // Scheduled work now; what an older Peyvand left is due no more.
  nightly: async () => ({ nextDueAt: null }),
  clock: async (ctx, item, now) => (await import("./marketing/segments/follow-change.ts")).clockDue(ctx, item, now),
  retention: async (ctx, item, now) =>
    (await import("./workspace/audit/retention-store.ts")).retentionDue(ctx, item, now),
  job: async (ctx, item, now) => (await import("./workspace/jobs/run-job.ts")).jobDue(ctx, item, now),
};

/** What somebody who leaves hands over: each kind of record that has an owner. */
const HELD: HandOverNouns = {
  customers: async () => (await import("./people/customers/hand-over.ts")).heldCustomers,
  activities: async () => (await import("./engagement/activities/hand-over.ts")).heldActivities,
};

/** Every kind of long work. */
export const JOB_KINDS: JobKinds = {
  "customers.bulk": async () => (await import("./people/customers/bulk/bulk-job.ts")).bulkJob,
  "customers.erase": async () => {
    const rules = await Promise.all([
      import("./people/customers/erasure/rules-store.ts").then((room) => room.CUSTOMER_ERASURE),
      import("./engagement/interactions/erasure-store.ts").then((room) => room.INTERACTION_ERASURE),
      import("./engagement/activities/erasure-store.ts").then((room) => room.ACTIVITY_ERASURE),
      import("./workspace/notices/erasure-store.ts").then((room) => room.NOTICE_ERASURE),
      import("./engagement/messages/erasure-store.ts").then((room) => room.MESSAGE_ERASURE),
      import("./engagement/inbound/store.ts").then((room) => room.INBOUND_ERASURE),
    ]);
    return (await import("./people/customers/erasure/erase-job.ts")).eraseJob(Object.assign({}, ...rules));
  },
  "customers.fillCards": async () => (await import("./people/customers/fill-cards.ts")).fillCardsJob,
  "customers.rebuild": async () => {
    const [{ rebuildJob }, andOthers] = await Promise.all([
      import("./people/customers/rebuild.ts"),
      madeFromCustomers(),
    ]);
    return rebuildJob(andOthers);
  },
  "duplicates.merge": async () => (await import("./people/duplicates/merge-all.ts")).mergeAllJob,
  "users.handOver": async () => (await import("./workspace/users/hand-over.ts")).handOverJob(HELD),
  export: async () => (await import("./workspace/exports/run-export.ts")).exportJob(await exporters()),
  import: async () => (await import("./workspace/imports/run-import.ts")).importJob(await importers()),
  "segments.nightly": async () => (await import("./insight/rfm/nightly-job.ts")).nightlyJob,
  "segments.compute": async () => (await import("./marketing/segments/compute-job.ts")).computeJob,
  "segments.change": async () => (await import("./marketing/segments/change-job.ts")).changeJob,
  "import.rehearsal": async () => (await import("./workspace/imports/rehearse.ts")).rehearsalJob(await importers()),
  "workspace.migrate": async () => (await import("./workspace/migrations/migrate.ts")).migrateJob(migrations),
};

/** Every step from one shape of the stored data to the next; `SHAPE` is the last one's. A step may skip numbers. */
export const migrations = async (): Promise<readonly Migration[]> => {
  const [{ rebuildStep }, andOthers] = await Promise.all([
    import("./people/customers/rebuild.ts"),
    madeFromCustomers(),
  ]);
  return [rebuildStep({ to: 2, name: "lists by name, contact, change, owner and team" }, andOthers)];
};

/** What other rooms make of a customer: pairs, the days of the year, the counts of contacts and open activities, segments. */
async function madeFromCustomers() {
  const [{ rebuildPairs }, { bringOccasionsUpToDate }, { recountOpen }, { recountContacts }, { followMany }] =
    await Promise.all([
      import("./people/duplicates/find-pairs.ts"),
      import("./engagement/occasions/index.ts"),
      import("./engagement/activities/index.ts"),
      import("./engagement/interactions/recount.ts"),
      import("./marketing/segments/index.ts"),
    ]);
  return async (ctx: Ctx, profile: Profile): Promise<void> => {
    await rebuildPairs(ctx, profile);
    await bringOccasionsUpToDate(ctx, profile.id, profile);
    await recountOpen(ctx, profile.id);
    await recountContacts(ctx, profile);
    await followMany(ctx, [{ customerId: profile.id, changed: "all" }]);
  };
}

/** Does a job from where it was left, unless another worker is at it. */
export async function work(ctx: Ctx, jobId: string, options?: { alone: boolean }): Promise<void> {
  const { runJob } = await import("./workspace/jobs/run-job.ts");
  await runJob(ctx, JOB_KINDS, jobId, options);
}

const users = async () => (await import("./workspace/users/routes.ts")).userRoutes;
const importers = async () => {
  const [{ customerImporter }, { interactionImporter }] = await Promise.all([
    import("./people/customers/importer.ts"),
    import("./engagement/interactions/importer.ts"),
  ]);
  return { customers: customerImporter, interactions: interactionImporter };
};
const imports = async () => (await import("./workspace/imports/routes.ts")).importRoutes(await importers());
const exporters = async () => {
  const [{ customerExporter }, { interactionExporter }, { auditExporter }, { segmentNames }] = await Promise.all([
    import("./people/customers/exporter.ts"),
    import("./engagement/interactions/exporter.ts"),
    import("./workspace/audit/exporter.ts"),
    import("./marketing/segments/names.ts"),
  ]);
  const audit = auditExporter(() => import("./people/customers/sight.ts"));
  return { customers: customerExporter(segmentNames), interactions: interactionExporter, audit };
};
const exports = async () => (await import("./workspace/exports/routes.ts")).exportRoutes(await exporters());
const interactions = async () => (await import("./engagement/interactions/routes.ts")).interactionRoutes;
const messages = async () => (await import("./engagement/messages/routes.ts")).messageRoutes;
const templates = async () => {
  const [{ templateRoutes }, { testRoutes }] = await Promise.all([
    import("./engagement/templates/routes.ts"),
    import("./engagement/messages/routes.ts"),
  ]);
  return [...testRoutes, ...templateRoutes];
};
const customers = async () => {
  const [{ customerRoutes }, { relationRoutes }, { segmentsOfCustomerRoutes }, ofInteractions] = await Promise.all([
    import("./people/customers/routes.ts"),
    import("./people/relations/routes.ts"),
    import("./marketing/segments/customer-route.ts"),
    interactions(),
  ]);
  return [...customerRoutes, ...relationRoutes, ...segmentsOfCustomerRoutes, ...ofInteractions];
};
const duplicates = async () => (await import("./people/duplicates/routes.ts")).duplicateRoutes;
const fileLinks = async () => {
  const [{ fileLinkRoutes }, exported, imported] = await Promise.all([
    import("./workspace/file-links/routes.ts"),
    import("./workspace/exports/verbs.ts"),
    import("./workspace/imports/verbs.ts"),
  ]);
  const { getExport, getExportFile } = exported;
  const { getImport, getLeftRecords, getRefusedRows } = imported;
  const ofImport = { permission: "imports.run", check: getImport } as const;
  return fileLinkRoutes({
    export: { permission: "exports.run", check: getExport, open: getExportFile },
    refusedRows: { ...ofImport, open: getRefusedRows },
    leftRecords: { ...ofImport, open: getLeftRecords },
  });
};
const settings = async () => (await import("./workspace/settings/routes.ts")).settingsRoutes;
const operations = async () =>
  (await import("./workspace/operations/routes.ts")).operationRoutes(DUE_HANDLERS, beforeTick);

/** The rooms behind the first part of a path, each loaded when it is first asked for: a cold start pays for one. */
const ROOMS: Rooms = {
  me: users,
  users,
  invitations: async () => (await import("./workspace/invitations/routes.ts")).invitationRoutes,
  sessions: async () => (await import("./workspace/sessions/routes.ts")).sessionRoutes,
  roles: async () => (await import("./workspace/roles/routes.ts")).roleRoutes,
  teams: async () => (await import("./workspace/teams/routes.ts")).teamRoutes,
  "api-keys": async () => (await import("./workspace/api-keys/routes.ts")).apiKeyRoutes,
  customers,
  duplicates,
  merges: duplicates,
  interactions,
  messages,
  sending: messages,
  "inbound-mails": async () => (await import("./engagement/inbound/routes.ts")).inboundRoutes,
  templates,
  activities: async () => (await import("./engagement/activities/routes.ts")).activityRoutes,
  rfm: async () => (await import("./insight/rfm/routes.ts")).rfmRoutes,
  segments: async () => (await import("./marketing/segments/routes.ts")).segmentRoutes,
  fields: async () => (await import("./workspace/fields/routes.ts")).fieldRoutes,
  changes: async () =>
    (await import("./workspace/changes/routes.ts")).changeRoutes(() => import("./people/customers/sight.ts")),
  settings,
  brand: settings,
  files: fileLinks,
  "file-links": fileLinks,
  audit: async () =>
    (await import("./workspace/audit/routes.ts")).auditRoutes(() => import("./people/customers/sight.ts"), {
      cus_: async (ctx, ids) => (await import("./people/customers/sight.ts")).customerNames(ctx, ids),
      act_: async (ctx, ids) => (await import("./engagement/activities/names.ts")).activityNames(ctx, ids),
    }),
  jobs: async () => (await import("./workspace/jobs/routes.ts")).jobRoutes(JOB_KINDS),
  uploads: imports,
  imports,
  exports,
  search: async () =>
    (await import("./workspace/search/routes.ts")).searchRoutes(
      async () => (await import("./people/customers/found.ts")).customersFound,
    ),
  views: async () => (await import("./workspace/views/routes.ts")).viewRoutes,
  webhooks: async () => (await import("./workspace/webhooks/routes.ts")).webhookRoutes,
  scheduled: async () => (await import("./workspace/scheduled/routes.ts")).scheduledRoutes(SCHEDULED),
  today: async () => (await import("./engagement/today/routes.ts")).todayRoutes,
  holidays: async () => (await import("./workspace/holidays/routes.ts")).holidayRoutes,
  notices: async () => (await import("./workspace/notices/routes.ts")).noticeRoutes,
  migrations: async () => (await import("./workspace/migrations/routes.ts")).migrationRoutes,
  parked: operations,
  tick: operations,
};

/** At the start of a process that may have died before: what was under way goes on. */
export async function resume(ctx: Ctx): Promise<void> {
  await renew(ctx);
  const { listOpenJobs } = await import("./workspace/jobs/verbs.ts");
  for (const id of await listOpenJobs(ctx)) ctx.inBackground(() => work(ctx, id, { alone: true }));
}

/** What the minute's tick looks for first: that scheduled work is in its place. */
export async function beforeTick(ctx: Ctx): Promise<void> {
  await (await import("./workspace/scheduled/index.ts")).ensureScheduled(ctx, SCHEDULED);
}

/** What an older Peyvand wrote, or a restore of it, is brought up to date. */
export async function renew(ctx: Ctx): Promise<void> {
  const { migrateIfOlder } = await import("./workspace/migrations/migrate.ts");
  await migrateIfOlder(ctx);
  await (await import("./engagement/messages/gateway-secrets.ts")).moveSecrets(ctx);
}

/** What a mail provider told of a message. Each may come twice, or in another order. */
export async function settleMessage(ctx: Ctx, outcome: MessageOutcome): Promise<void> {
  const { tellOutcome } = await import("./engagement/messages/told.ts");
  await tellOutcome(ctx, outcome);
}

/** One mail that came by itself; of one that `isCut` only the beginning is there. */
export async function receiveMail(ctx: Ctx, bytes: Uint8Array, options: { isCut: boolean }): Promise<Received> {
  const { receiveMail: receive } = await import("./engagement/inbound/receive.ts");
  return receive(ctx, bytes, options);
}

/** Once a night, when few are at work: what nothing else asks for. Everything it begins may be begun twice. */
export async function nightly(ctx: Ctx): Promise<void> {
  await renew(ctx);
}

/** After changes were handed to the subscribers: addresses outside are told of them as well. */
export async function tellOutside(ctx: Ctx): Promise<void> {
  const { tellWaiting } = await import("./workspace/webhooks/tell.ts");
  await tellWaiting(ctx);
}

/** The whole server over whatever ports a runtime brings; `more` are the rooms that another door has on AWS. */
export function createServer(platform: Platform, more: Rooms = {}): Hono {
  const app = createApp(platform, {
    ...ROOMS,
    ...more,
    // The one room that may read the table as a whole.
    backup: async () => (await import("./workspace/backup/routes.ts")).backupRoutes(platform.table),
  });
  app.all("/u/:token", async (c) => {
    const { servePreferences } = await import("./engagement/messages/preferences.ts");
    return servePreferences(platform, c.req.raw, c.req.param("token"));
  });
  app.get("/calendar/:name", async (c) => {
    const [{ answerCalendar }, { systemContext }] = await Promise.all([
      import("./engagement/activities/feed.ts"),
      import("./platform/system-context.ts"),
    ]);
    return answerCalendar(await systemContext(platform), c.req.param("name"));
  });
  return app;
}
