import Import from "lucide-solid/icons/file-up";
import Settings from "lucide-solid/icons/settings";
import Users from "lucide-solid/icons/users";
import type { Permission } from "#core/platform/permissions.ts";
import type { Icon } from "#web/ui/button.tsx";

/** The modules that exist. One that a person may not use is not there. */
export const MODULES = [
  { word: "shell.modules.customers", href: "/customers", icon: Users as Icon, permission: "customers.read" },
  { word: "shell.modules.imports", href: "/imports", icon: Import as Icon, permission: "imports.run" },
  { word: "shell.modules.settings", href: "/settings", icon: Settings as Icon, permission: "keys.manage" },
] as const satisfies readonly { word: string; href: string; icon: Icon; permission: Permission }[];
