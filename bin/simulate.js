// Three years of a large company, and a hundred thousand customers who enter a segment: what `npm test` does in small. The seed
// is printed, and given again with SEED=…; CUSTOMERS=… (2000).
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { SEED = String(Date.now() % 100_000), CUSTOMERS = "2000" } = process.env;
const env = { ...process.env, PEYVAND_SIMULATE: SEED, PEYVAND_SIMULATE_CUSTOMERS: CUSTOMERS };
const files = ["test/simulated-years.test.ts", "test/segments-many.test.ts"];
process.stdout.write(`seed ${SEED}, ${CUSTOMERS} customers\n`);
const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...files], {
  cwd: root,
  env,
  stdio: "inherit",
});
child.on("exit", (code) => process.exit(code ?? 1));
