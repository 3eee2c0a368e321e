import { customers, relations } from "./en/customers.ts";
import { duplicates } from "./en/duplicates.ts";
import { invitation, invitations, newPassword, profile, security, signIn, singleSignOn } from "./en/entrance.ts";
import { errors } from "./en/errors.ts";
import { exports } from "./en/exports.ts";
import { fields } from "./en/fields.ts";
import { filters, palette } from "./en/finding.ts";
import { imports } from "./en/imports.ts";
import { incoming } from "./en/incoming.ts";
import { changes, interactions } from "./en/interactions.ts";
import { jobs, recent } from "./en/jobs.ts";
import { columns, peek, selection, views } from "./en/lists.ts";
import { messages, sending, templates } from "./en/messages.ts";
import { people, roles, teams } from "./en/people.ts";
import { permissions } from "./en/permissions.ts";
import { personData } from "./en/person-data.ts";
import { segments } from "./en/segments.ts";
import { apiKeys, system } from "./en/settings.ts";
import { app, common, dates, shell } from "./en/shell.ts";
import { told } from "./en/told.ts";
import { webhooks } from "./en/webhooks.ts";
import { holidays, notices, scheduled, today, work } from "./en/work.ts";
import { audit, settings } from "./en/workspace.ts";
import type { Dictionary } from "./fa.ts";

export const en: Dictionary = {
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
