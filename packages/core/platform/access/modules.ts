import type { Permission } from "../permissions.ts";

type Part = {
  /** The tags of the endpoints it is made of. */
  tags: readonly string[];
  /** What one needs for nothing else. */
  permissions: readonly Permission[];
  /** The kinds of record that are its own. */
  entities: readonly string[];
  /** The part without which it is nothing. */
  needs?: string;
};

/** The parts of the program that a team can do without. */
export const MODULES = {
  duplicates: { tags: ["Duplicates"], permissions: [], entities: [] },
  activities: {
    tags: ["Activities", "Today"],
    permissions: ["activities.read", "activities.write"],
    entities: ["activity"],
  },
  messages: {
    tags: ["Messages", "Incoming mail"],
    permissions: ["messages.read", "messages.send", "settings.sending", "mail.receive", "mail.sort"],
    entities: ["message", "mail"],
  },
  templates: { tags: ["Templates"], permissions: ["templates.manage"], entities: ["template"], needs: "messages" },
  segments: { tags: ["Segments"], permissions: ["segments.read", "segments.write"], entities: ["segment"] },
  imports: { tags: ["Imports"], permissions: ["imports.run"], entities: ["import", "upload"] },
  exports: { tags: ["Exports"], permissions: ["exports.run"], entities: ["export"] },
  webhooks: { tags: ["Webhooks"], permissions: ["webhooks.manage"], entities: ["webhook"] },
} as const satisfies { [module: string]: Part };

export type Module = keyof typeof MODULES;
export const MODULE_NAMES = Object.keys(MODULES) as [Module, ...Module[]];

const BY_NAME: { readonly [name in Module]: Part } = MODULES;

function finder(list: "tags" | "permissions" | "entities"): (name: string) => Module | undefined {
  const found = new Map(MODULE_NAMES.flatMap((module) => BY_NAME[module][list].map((name) => [name, module] as const)));
  return (name) => found.get(name);
}

/** The part that an endpoint of this tag belongs to. */
export const moduleOf = finder("tags");
/** The part that this permission is for. */
export const moduleOfPermission = finder("permissions");
/** The part that records of this kind belong to. */
export const moduleOfEntity = finder("entities");

/** Those that are off, and with them those that are nothing without. */
export function withNeeding(off: readonly string[]): ReadonlySet<string> {
  const all = new Set(off);
  for (const module of MODULE_NAMES) if (all.has(BY_NAME[module].needs ?? "")) all.add(module);
  return all;
}
