import { fileURLToPath } from "node:url";
import { type Plugin, runnerImport } from "vite";
import type { Endpoint } from "../../packages/core/platform/endpoint.ts";

const CORE = fileURLToPath(new URL("../../packages/core/", import.meta.url));
const ROOM = /^packages\/core\/\w[\w-]*\/\w[\w-]*\/(?:index|view)\.ts$/;

/**
 * Core's rooms (and the catalogues of what rules may ask, in `view.ts`) as the browser needs them: evaluated while building, so that an endpoint arrives as its
 * name, method, path and permission and a word list as its words. The zod shapes stay behind (30 kB gzipped); their
 * types are there all the same. A function of core is imported from the file that holds it.
 */
export function coreAsData(): Plugin {
  return {
    name: "peyvand:core-as-data",
    enforce: "pre",
    async load(id) {
      const file = id.split("?")[0] ?? id;
      if (!file.startsWith(CORE) || !ROOM.test(`packages/core/${file.slice(CORE.length)}`)) return null;
      const { module, dependencies } = await runnerImport<Record<string, unknown>>(file, {
        configFile: false,
        logLevel: "error",
      });
      for (const dependency of dependencies) this.addWatchFile(dependency);
      return Object.entries(module)
        .map(([name, value]) => [name, dataOf(value)] as const)
        .filter(([, data]) => data !== undefined)
        .map(([name, data]) => `export const ${name} = ${JSON.stringify(data)};`)
        .join("\n");
    },
  };
}

function dataOf(value: unknown): unknown {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null || "_zod" in value) return undefined;
  if ("method" in value && "path" in value) {
    const { name, method, path, permission } = value as unknown as Endpoint;
    return { name, method, path, permission };
  }
  const data = Object.entries(value);
  const isPlain = data.every(([, part]) => ["string", "number", "boolean"].includes(typeof part));
  return isPlain ? value : undefined;
}
