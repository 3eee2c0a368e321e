// Builds the server, the dashboard, the Lambda door and the API documents into dist/. Rebuilds only when a source changed.
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const stampFile = join(dist, "stamp");
// Built beside and put in place whole, so that a build that is stopped, or two at once, leave nothing half.
const fresh = join(root, `dist-${process.pid}`);
const SOURCES = ["packages", "web", "bin", "bench", "package.json", "package-lock.json", "vite.config.ts"];

/** One figure for the state of all sources: names, sizes and times of change. */
function stampOfSources() {
  const hash = createHash("sha256");
  const visit = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else if (!path.endsWith(".test.ts") && !path.endsWith("results.json"))
      hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
  };
  for (const source of SOURCES) visit(join(root, source));
  return hash.digest("hex");
}

export function isBuilt() {
  // A published package has no sources of the dashboard, only what was built of them.
  if (!existsSync(join(root, "vite.config.ts"))) return true;
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stampOfSources();
}

export async function build() {
  const stamp = stampOfSources();
  try {
    mkdirSync(fresh, { recursive: true });
    await buildServer();
    await Promise.all([buildWeb(), buildDocs()]);
    writeFileSync(join(fresh, "stamp"), stamp);
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const forNode = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  sourcemap: "linked",
  logLevel: "warning",
};

// Bundled CommonJS modules call require; an ES module has none of its own.
const requireBanner = {
  js: 'import { createRequire as nodeRequire } from "node:module"; const require = nodeRequire(import.meta.url);',
};

async function buildServer() {
  const { build: bundle } = await import("esbuild");
  const entries = {
    peyvand: "packages/local/main.ts",
    "sqlite-thread": "packages/local/platform/sqlite-thread-main.ts",
    openapi: "packages/server/platform/openapi.ts",
  };
  if (existsSync(join(root, "bench/bench.ts"))) entries.bench = "bench/bench.ts";
  await bundle({
    ...forNode,
    target: "node20",
    entryPoints: entries,
    outdir: fresh,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    banner: requireBanner,
    external: ["libsql", "esbuild"],
  });
  const doors = readdirSync(join(root, "packages/aws/doors")).filter((name) => /^[a-z-]+\.ts$/.test(name));
  // Each door is a Lambda of its own, so it gets a folder with everything it needs and nothing else.
  for (const name of doors) {
    const { metafile } = await bundle({
      ...forNode,
      target: "node22",
      minify: true,
      mainFields: ["module", "main"],
      entryPoints: { index: `packages/aws/doors/${name}` },
      outdir: `${fresh}/aws/${name.replace(/\.ts$/, "")}`,
      splitting: true,
      chunkNames: "[name]-[hash]",
      outExtension: { ".js": ".mjs" },
      banner: requireBanner,
      metafile: true,
    });
    dropUnreached(metafile.outputs);
  }
}

/** A bundler keeps what any module might import later, also from functions that it has dropped: nothing in the folder leads there. */
function dropUnreached(outputs) {
  const reached = new Set();
  const visit = (path) => {
    if (reached.has(path) || !outputs[path]) return;
    reached.add(path);
    for (const { path: next } of outputs[path].imports) visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs))
    if (entryPoint && path.endsWith("/index.mjs")) visit(path);
  for (const path of Object.keys(outputs))
    if (!reached.has(path.replace(/\.map$/, ""))) rmSync(join(root, path), { force: true });
}

async function buildWeb() {
  const { build: vite } = await import("vite");
  await vite({
    root: join(root, "web"),
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: join(fresh, "web"), emptyOutDir: true },
  });
}

async function buildDocs() {
  const docs = join(fresh, "docs");
  mkdirSync(docs, { recursive: true });
  const { openApiDocument } = await import(pathToFileURL(join(fresh, "openapi.js")).href);
  writeFileSync(join(docs, "openapi.json"), JSON.stringify(openApiDocument()));
  const swagger = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) cpSync(join(swagger, name), join(docs, name));
  for (const name of ["index.html", "start.js"]) cpSync(join(root, "packages/server/docs", name), join(docs, name));
  cpSync(join(docs, "openapi.json"), join(fresh, "aws/api/openapi.json"));
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !isBuilt()) await build();
