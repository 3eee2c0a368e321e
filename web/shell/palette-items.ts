import Languages from "lucide-solid/icons/languages";
import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Plus from "lucide-solid/icons/plus";
import Sun from "lucide-solid/icons/sun";
import { foldWords } from "#core/platform/fold.ts";
import type { Permission } from "#core/platform/permissions.ts";
import { t } from "#web/platform/i18n.ts";
import { chooseLocale, locale } from "#web/platform/locale.ts";
import { setTheme, THEMES, theme } from "#web/platform/theme.ts";
import type { Icon } from "#web/ui/button.tsx";
import { type Command, pageCommands } from "#web/ui/commands.ts";
import type { Found } from "#web/workspace/search/index.ts";
import { ALL_PAGES, isAllowed } from "./navigation.ts";

export const GROUPS = ["recent", "commands", "pages", "customers"] as const;

/** One line of the palette: a thing that was found, or something that can be done. */
export type Item = { id: string; group: (typeof GROUPS)[number]; label: string; run: () => void } & (
  | { found: Found }
  | { icon: Icon }
);

type Can = (permission: Permission) => boolean;
type Go = (href: string) => void;

const THEME_ICONS = { light: Sun, dark: Moon, system: Monitor } as const;

export function itemOf(found: Found, group: "recent" | "customers", go: Go): Item {
  return { id: `${group}-${found.id}`, group, label: found.label, found, run: () => go(`/customers/${found.id}`) };
}

export function pageItems(can: Can, go: Go): Item[] {
  return ALL_PAGES.filter((page) => isAllowed(page, can)).map(({ word, href, icon }) => ({
    id: `page-${href}`,
    group: "pages",
    label: t(word),
    icon,
    run: () => go(href),
  }));
}

export function commandItems(can: Can, go: Go, signOut: () => void): Item[] {
  const create: Command = {
    id: "create",
    label: t("customers.create"),
    icon: Plus as Icon,
    run: () => go("/customers?new=1"),
  };
  const ofPage = pageCommands();
  const all: Command[] = [
    ...ofPage,
    ...(can("customers.write") && !ofPage.some(({ id }) => id === create.id) ? [create] : []),
    {
      id: "language",
      label: t("palette.language"),
      icon: Languages as Icon,
      run: () => void chooseLocale(locale() === "fa" ? "en" : "fa"),
    },
    ...THEMES.filter((one) => one !== theme()).map((one) => ({
      id: `theme-${one}`,
      label: t(`palette.themes.${one}`),
      icon: THEME_ICONS[one] as Icon,
      run: () => setTheme(one),
    })),
    { id: "sign-out", label: t("shell.signOut"), icon: LogOut as Icon, run: signOut },
  ];
  return all.map((command) => ({ ...command, id: `do-${command.id}`, group: "commands" }));
}

/** Those in whose name every typed word begins a word. */
export function fitting(items: readonly Item[], typed: string): Item[] {
  const wanted = foldWords(typed);
  if (wanted.length === 0) return [];
  return items.filter(({ label }) => {
    const words = foldWords(label);
    return wanted.every((start) => words.some((word) => word.startsWith(start)));
  });
}
