import * as activities from "./engagement/activities/endpoints.ts";
import * as inbound from "./engagement/inbound/endpoints.ts";
import * as interactions from "./engagement/interactions/endpoints.ts";
import * as messages from "./engagement/messages/endpoints.ts";
import * as templates from "./engagement/templates/endpoints.ts";
import * as today from "./engagement/today/endpoints.ts";
import * as rfm from "./insight/rfm/endpoints.ts";
import * as segments from "./marketing/segments/endpoints.ts";
import * as customers from "./people/customers/endpoints.ts";
import * as duplicates from "./people/duplicates/endpoints.ts";
import * as relations from "./people/relations/endpoints.ts";
import type { Endpoint } from "./platform/endpoint.ts";
import * as apiKeys from "./workspace/api-keys/endpoints.ts";
import * as audit from "./workspace/audit/endpoints.ts";
import * as backup from "./workspace/backup/endpoints.ts";
import * as changes from "./workspace/changes/endpoints.ts";
import * as exports from "./workspace/exports/endpoints.ts";
import * as fields from "./workspace/fields/endpoints.ts";
import * as fileLinks from "./workspace/file-links/endpoints.ts";
import * as holidays from "./workspace/holidays/endpoints.ts";
import * as imports from "./workspace/imports/endpoints.ts";
import * as invitations from "./workspace/invitations/endpoints.ts";
import * as jobs from "./workspace/jobs/endpoints.ts";
import * as migrations from "./workspace/migrations/endpoints.ts";
import * as notices from "./workspace/notices/endpoints.ts";
import * as operations from "./workspace/operations/endpoints.ts";
import * as roles from "./workspace/roles/endpoints.ts";
import * as scheduled from "./workspace/scheduled/endpoints.ts";
import * as search from "./workspace/search/endpoints.ts";
import * as sessions from "./workspace/sessions/endpoints.ts";
import * as settings from "./workspace/settings/endpoints.ts";
import * as signIn from "./workspace/sign-in/endpoints.ts";
import * as teams from "./workspace/teams/endpoints.ts";
import * as users from "./workspace/users/endpoints.ts";
import * as views from "./workspace/views/endpoints.ts";
import * as webhooks from "./workspace/webhooks/endpoints.ts";

function endpointsIn(room: object): Endpoint[] {
  return Object.values(room).filter(
    (value): value is Endpoint => typeof value === "object" && value !== null && "method" in value,
  );
}

/** Every endpoint there is, for the OpenAPI document and the tests that try each. */
export const ENDPOINTS: readonly Endpoint[] = [
  signIn,
  sessions,
  invitations,
  users,
  roles,
  teams,
  customers,
  relations,
  duplicates,
  interactions,
  messages,
  inbound,
  templates,
  segments,
  rfm,
  activities,
  today,
  changes,
  audit,
  settings,
  fileLinks,
  search,
  views,
  imports,
  exports,
  jobs,
  notices,
  holidays,
  scheduled,
  apiKeys,
  webhooks,
  fields,
  operations,
  migrations,
  backup,
].flatMap(endpointsIn);
