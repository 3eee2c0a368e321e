#!/usr/bin/env node
// The companies' stacks: `npm run synth|diff|deploy|destroy -- <id>`. Bundles infra/, synthesises, and hands the result to the CDK's own command.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isBuilt, root } from "./build.js";

const ACTIONS = ["synth", "diff", "deploy", "destroy", "plan", "first"];
const [action, id, ...rest] = process.argv.slice(2);
const companies = process.env.PEYVAND_COMPANIES ?? join(root, "infra/customers.json");
const out = join(root, "cdk.out", id ?? "");

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: ["inherit", "inherit", "inherit"], cwd: root, ...options });
  if (status !== 0) process.exit(status ?? 1);
}

if (!ACTIONS.includes(action) || !/^[a-z][a-z0-9-]*$/.test(id ?? "")) {
  process.stderr.write(
    `npm run ${ACTIONS.slice(0, 4).join("|")} -- COMPANY   (COMPANY may be «inbound», what receives mail for all of them; synth also takes «all»)\n`,
  );
  process.exit(2);
}
if (!isBuilt()) run(process.execPath, [fileURLToPath(new URL("./build.js", import.meta.url))]);

const { build } = await import("esbuild");
await build({
  absWorkingDir: root,
  entryPoints: {
    main: "infra/main.ts",
    "first-start": "infra/first-start.ts",
    "activate-inbound": "infra/activate-inbound.ts",
  },
  outdir: "dist/infra",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
if (action === "first") {
  if (!/^[^@\s]+@[^@\s]+$/.test(rest[0] ?? "")) {
    process.stderr.write("npm run first -- COMPANY EMAIL\n");
    process.exit(2);
  }
  run(process.execPath, ["dist/infra/first-start.mjs", companies, id, rest[0]]);
  process.exit(0);
}
rmSync(out, { recursive: true, force: true });
const account = process.env.CDK_DEFAULT_ACCOUNT;
// «plan» is read by a machine: what is told on the way goes to the other stream.
const quiet = action === "plan" ? { stdio: ["inherit", 2, 2] } : {};
run(process.execPath, ["dist/infra/main.mjs", "dist", out, companies, id, ...(account ? [account] : [])], quiet);
if (action === "plan") {
  const { sstPlan } = await import("../infra/sst-plan.js");
  process.stdout.write(`${JSON.stringify(sstPlan(id, out))}\n`);
} else if (action !== "synth") {
  if (id === "all") {
    process.stderr.write("One company at a time: what goes wrong for one must not go on to the next.\n");
    process.exit(2);
  }
  const isShared = id === "inbound";
  const activate = (wanted) => run(process.execPath, ["dist/infra/activate-inbound.mjs", companies, wanted]);
  if (action === "destroy" && isShared) activate("off");
  run("npx", ["cdk", action, "--app", out, "--all", ...rest]);
  if (action === "deploy" && isShared) activate("on");
}
