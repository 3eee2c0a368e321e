/** CloudFormation's own limits of one template. */
export const LIMITS = { bytes: 1_000_000, resources: 500, outputs: 200, parameters: 200, mappings: 200 } as const;

type Template = { [part in "Resources" | "Outputs" | "Parameters" | "Mappings"]?: object };

/** What CloudFormation would refuse this template for, in words; nothing when it would take it. */
export function exceeded(stackName: string, text: string): string[] {
  const template = JSON.parse(text) as Template;
  const has = (part: keyof Template) => Object.keys(template[part] ?? {}).length;
  const found: [string, number, number][] = [
    ["bytes", Buffer.byteLength(text), LIMITS.bytes],
    ["resources", has("Resources"), LIMITS.resources],
    ["outputs", has("Outputs"), LIMITS.outputs],
    ["parameters", has("Parameters"), LIMITS.parameters],
    ["mappings", has("Mappings"), LIMITS.mappings],
  ];
  return found
    .filter(([, count, limit]) => count > limit)
    .map(([what, count, limit]) => `${stackName} has ${count} ${what}; CloudFormation takes at most ${limit}.`);
}
