import type { Access } from "#core/platform/access/can.ts";
import type { Sight } from "#core/platform/access/sight.ts";
import type { Actor } from "#core/platform/change.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { Id, IdPrefix } from "#core/platform/ids.ts";
import type { Permission } from "#core/platform/permissions.ts";
import type { CallOut } from "./call-out.ts";
import type { Files } from "./files.ts";
import type { Idempotency } from "./idempotency.ts";
import type { Log } from "./log.ts";
import type { Mailer, Texter } from "./mailer.ts";
import type { Claim, Organisation } from "./organisation.ts";
import type { Key, Table } from "./table.ts";
import type { Vault } from "./vault.ts";

/** The workspace's own settings that decisions need. */
export type Workspace = {
  name: string;
  locale: "fa" | "en";
  timeZone: string;
  /** ISO 3166 country of phone numbers written without one. */
  region: string;
  currency: string;
  demo: boolean;
  /** `#rrggbb`; Peyvand's own unless set. */
  accent?: string | null;
  logo?: { name: string; type: string };
  /** How long changes are kept; for ever unless set. */
  auditDays?: number | null;
  /** Of whom a second factor is asked: everybody, or who has one of these roles; nobody unless set. */
  secondFactorFor?: "everybody" | string[];
};

/** The address and what kind of program it was, such as `Firefox/Windows`. */
export type RequestOrigin = { address?: string; agent?: string };

/** What a subscriber's run reacts to; its commits carry it, and happen once however often it runs. */
export type Cause = { changeId: string; subscriber: string; commits: number };

/** Everything a verb may touch. There is no other way to the clock, to chance or to the table. */
export type Ctx = {
  table: Table;
  files: Files | null;
  vault: Vault;
  callOut: CallOut;
  /** The public address, without a slash at its end; links in mail begin with it. */
  publicUrl(): string;
  /** Who carries mail, and short messages unless the settings name a gateway. */
  mailer: Mailer;
  texter: Texter | null;
  /** UTC with milliseconds. */
  now(): string;
  newId<P extends IdPrefix>(prefix: P): Id<P>;
  actor: Actor;
  permissions: ReadonlySet<Permission>;
  /** Which customers, and what hangs on them, the actor sees: rooms ask the customers' door, which asks this. */
  sight: Sight;
  /** All that the actor may do and see. */
  access: Access;
  /** What `access` was made from: long work makes it anew when it runs. */
  claim: Claim;
  /** The roles, the teams and who is in them. */
  organisation: Organisation;
  workspace: Workspace;
  /** The custom fields of every kind of record, in their order, retired ones included. */
  fields: readonly CustomField[];
  requestId: string;
  /** From where the request came; absent for what the machine does by itself. */
  from?: RequestOrigin;
  /** What brought it about besides the actor: an import, a rule. */
  via?: string;
  cause?: Cause;
  /** Set when the caller sent an `Idempotency-Key`. */
  idempotency?: Idempotency;
  depth: number;
  log: Log;
  /** Called with the keys of new change rows, so that they are sequenced and delivered soon. */
  announce(changes: readonly Key[]): void;
  /** Goes on after the answer; a process that is asked to stop waits for it. */
  inBackground(work: () => Promise<void>): void;
  /** Calls a worker for a job that waits: here and now in one process, another function on AWS. */
  wakeJob(id: string): void;
  /** Whether the process was asked to stop: long work leaves off where the next process can go on. */
  isStopping(): boolean;
};

/** The parts of a context that say what its actor may do and see. */
export function withAccess(access: Access): Pick<Ctx, "access" | "sight" | "permissions"> {
  return { access, sight: access.sight, permissions: access.permissions };
}
