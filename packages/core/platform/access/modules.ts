/** The parts of the program that a team can do without, each with the tags of the endpoints it is made of. */
export const MODULES = {
  duplicates: ["Duplicates"],
  activities: ["Activities"],
  imports: ["Imports"],
  exports: ["Exports"],
} as const satisfies { [module: string]: readonly string[] };

export type Module = keyof typeof MODULES;
export const MODULE_NAMES = Object.keys(MODULES) as [Module, ...Module[]];

const BY_TAG = new Map<string, Module>(
  MODULE_NAMES.flatMap((name) => MODULES[name].map((tag) => [tag, name] as const)),
);

/** The part that an endpoint of this tag belongs to. */
export function moduleOf(tag: string): Module | undefined {
  return BY_TAG.get(tag);
}
