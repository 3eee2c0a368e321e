import { customers, relations } from "./fa/customers.ts";
import { duplicates } from "./fa/duplicates.ts";
import { invitation, invitations, newPassword, profile, security, signIn, singleSignOn } from "./fa/entrance.ts";
import { errors } from "./fa/errors.ts";
import { exports } from "./fa/exports.ts";
import { fields } from "./fa/fields.ts";
import { filters, palette } from "./fa/finding.ts";
import { imports } from "./fa/imports.ts";
import { incoming } from "./fa/incoming.ts";
import { changes, interactions } from "./fa/interactions.ts";
import { jobs, recent } from "./fa/jobs.ts";
import { columns, peek, selection, views } from "./fa/lists.ts";
import { messages, sending, templates } from "./fa/messages.ts";
import { people, roles, teams } from "./fa/people.ts";
import { permissions } from "./fa/permissions.ts";
import { personData } from "./fa/person-data.ts";
import { segments } from "./fa/segments.ts";
import { apiKeys, system } from "./fa/settings.ts";
import { app, common, dates, shell } from "./fa/shell.ts";
import { told } from "./fa/told.ts";
import { webhooks } from "./fa/webhooks.ts";
import { holidays, notices, scheduled, today, work } from "./fa/work.ts";
import { audit, settings } from "./fa/workspace.ts";

/** Every word of the interface. The Persian ones are written first; the other languages have the same keys. */
export const fa = {
  app,
  common,
  dates,
  shell,
  signIn,
  newPassword,
  invitation,
  invitations,
  profile,
  security,
  singleSignOn,
  palette,
  filters,
  views,
  columns,
  peek,
  selection,
  customers,
  relations,
  duplicates,
  interactions,
  segments,
  messages,
  incoming,
  templates,
  sending,
  work,
  today,
  notices,
  scheduled,
  holidays,
  changes,
  told,
  imports,
  exports,
  jobs,
  recent,
  people,
  roles,
  teams,
  permissions,
  personData,
  audit,
  settings,
  apiKeys,
  system,
  webhooks,
  fields,
  errors,
};

export type Dictionary = typeof fa;
