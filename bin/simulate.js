// Years of a large company, which take minutes: what `npm test` does in small. The seed is printed, and given again with SEED=….
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const env = { ...process.env, PEYVAND_SIMULATE: process.env.SEED ?? String(Date.now() % 100_000) };
process.stdout.write(`seed ${env.PEYVAND_SIMULATE}\n`);
const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "test/simulated-years.test.ts"], {
  cwd: root,
  env,
  stdio: "inherit",
});
child.on("exit", (code) => process.exit(code ?? 1));
