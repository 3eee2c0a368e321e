import CalendarClock from "lucide-solid/icons/calendar-clock";
import CalendarX from "lucide-solid/icons/calendar-x";
import ChartPie from "lucide-solid/icons/chart-pie";
import CircleUser from "lucide-solid/icons/circle-user";
import People from "lucide-solid/icons/contact-round";
import CopyCheck from "lucide-solid/icons/copy-check";
import Database from "lucide-solid/icons/database";
import Download from "lucide-solid/icons/download";
import FileText from "lucide-solid/icons/file-text";
import Import from "lucide-solid/icons/file-up";
import Fingerprint from "lucide-solid/icons/fingerprint-pattern";
import Inbox from "lucide-solid/icons/inbox";
import KeyRound from "lucide-solid/icons/key-round";
import ListChecks from "lucide-solid/icons/list-checks";
import ListTodo from "lucide-solid/icons/list-todo";
import MailCheck from "lucide-solid/icons/mail-check";
import MailPlus from "lucide-solid/icons/mail-plus";
import Network from "lucide-solid/icons/network";
import Palette from "lucide-solid/icons/palette";
import History from "lucide-solid/icons/rotate-ccw-clock";
import ScrollText from "lucide-solid/icons/scroll-text";
import Send from "lucide-solid/icons/send";
import Settings from "lucide-solid/icons/settings";
import Shapes from "lucide-solid/icons/shapes";
import Shield from "lucide-solid/icons/shield";
import ShieldCheck from "lucide-solid/icons/shield-check";
import Sun from "lucide-solid/icons/sun";
import Users from "lucide-solid/icons/users";
import Webhook from "lucide-solid/icons/webhook";
import type { Module } from "#core/platform/access/modules.ts";
import type { Permission } from "#core/platform/permissions.ts";
import type { PlainWord } from "#web/platform/i18n.ts";
import type { Icon } from "#web/ui/button.tsx";

/** A page that the navigation leads to; `permission` null is for everybody who is signed in. */
type Page = { word: PlainWord; href: string; icon: Icon; permission: Permission | null; module?: Module };

type Group<Word extends PlainWord | null> = { word: Word; pages: readonly Page[] };

/** The side bar, group by group. A page that a person may not use is not there. On a phone the first ones are under the thumb. */
export const MODULES: readonly Group<PlainWord | null>[] = [
  {
    word: null,
    pages: [
      {
        word: "shell.modules.today",
        href: "/today",
        icon: Sun as Icon,
        permission: "activities.read",
        module: "activities",
      },
      { word: "shell.modules.customers", href: "/customers", icon: Users as Icon, permission: "customers.read" },
      {
        word: "shell.modules.work",
        href: "/work",
        icon: ListTodo as Icon,
        permission: "activities.read",
        module: "activities",
      },
    ],
  },
  {
    word: "shell.groups.marketing",
    pages: [
      {
        word: "shell.modules.segments",
        href: "/segments",
        icon: ChartPie as Icon,
        permission: "segments.read",
        module: "segments",
      },
      {
        word: "messages.title",
        href: "/messages",
        icon: Send as Icon,
        permission: "messages.read",
        module: "messages",
      },
      { word: "incoming.title", href: "/incoming", icon: Inbox as Icon, permission: "mail.sort", module: "messages" },
      {
        word: "templates.title",
        href: "/templates",
        icon: FileText as Icon,
        permission: "messages.read",
        module: "templates",
      },
    ],
  },
  {
    word: null,
    pages: [
      {
        word: "shell.modules.imports",
        href: "/imports",
        icon: Import as Icon,
        permission: "imports.run",
        module: "imports",
      },
      { word: "shell.modules.settings", href: "/settings", icon: Settings as Icon, permission: null },
    ],
  },
];

/** The pages of the settings. */
export const SETTINGS: readonly Group<PlainWord>[] = [
  {
    word: "shell.settings.you",
    pages: [
      { word: "profile.title", href: "/settings/profile", icon: CircleUser as Icon, permission: null },
      { word: "security.title", href: "/settings/security", icon: ShieldCheck as Icon, permission: null },
    ],
  },
  {
    word: "shell.settings.people",
    pages: [
      { word: "people.title", href: "/settings/people", icon: People as Icon, permission: "workspace.read" },
      { word: "invitations.title", href: "/settings/invitations", icon: MailPlus as Icon, permission: "users.manage" },
      { word: "teams.title", href: "/settings/teams", icon: Network as Icon, permission: "workspace.read" },
      { word: "roles.title", href: "/settings/roles", icon: Shield as Icon, permission: "workspace.read" },
      {
        word: "singleSignOn.title",
        href: "/settings/single-sign-on",
        icon: Fingerprint as Icon,
        permission: "users.manage",
      },
    ],
  },
  {
    word: "shell.settings.data",
    pages: [
      { word: "fields.title", href: "/settings/fields", icon: Shapes as Icon, permission: "fields.manage" },
      {
        word: "sending.title",
        href: "/settings/sending",
        icon: MailCheck as Icon,
        permission: "settings.sending",
        module: "messages",
      },
      {
        word: "exports.title",
        href: "/settings/export",
        icon: Download as Icon,
        permission: "exports.run",
        module: "exports",
      },
      { word: "holidays.title", href: "/settings/holidays", icon: CalendarX as Icon, permission: "workspace.operate" },
    ],
  },
  {
    word: "shell.settings.happened",
    pages: [
      { word: "recent.title", href: "/recent", icon: History as Icon, permission: "customers.read" },
      { word: "jobs.title", href: "/jobs", icon: ListChecks as Icon, permission: "customers.read" },
      { word: "audit.title", href: "/settings/audit", icon: ScrollText as Icon, permission: "audit.read" },
    ],
  },
  {
    word: "shell.settings.system",
    pages: [
      { word: "settings.title", href: "/settings/workspace", icon: Palette as Icon, permission: "settings.manage" },
      { word: "apiKeys.title", href: "/settings/api-keys", icon: KeyRound as Icon, permission: "keys.manage" },
      {
        word: "webhooks.title",
        href: "/settings/webhooks",
        icon: Webhook as Icon,
        permission: "webhooks.manage",
        module: "webhooks",
      },
      {
        word: "scheduled.title",
        href: "/settings/scheduled",
        icon: CalendarClock as Icon,
        permission: "workspace.operate",
      },
      { word: "system.title", href: "/settings/system", icon: Database as Icon, permission: "workspace.operate" },
    ],
  },
];

/** Pages that only the palette leads to. */
const OTHERS: readonly Page[] = [
  {
    word: "duplicates.title",
    href: "/customers/duplicates",
    icon: CopyCheck as Icon,
    permission: "customers.read",
    module: "duplicates",
  },
];

export const ALL_PAGES = [...[...MODULES, ...SETTINGS].flatMap(({ pages }) => pages), ...OTHERS];

type Can = (permission: Permission, module?: string) => boolean;

export function isAllowed(page: { permission: Permission | null; module?: Module }, can: Can): boolean {
  return page.permission === null || can(page.permission, page.module);
}

/** The groups with what this person may use of them; none is empty. */
export function allowed<Word extends PlainWord | null>(groups: readonly Group<Word>[], can: Can): Group<Word>[] {
  return groups
    .map(({ word, pages }) => ({ word, pages: pages.filter((page) => isAllowed(page, can)) }))
    .filter(({ pages }) => pages.length > 0);
}
