#!/usr/bin/env node
// The command line. In a clone it builds what is missing or older than the sources, then runs what was built.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isBuilt } from "./build.js";

if (!isBuilt()) {
  process.stderr.write("Building Peyvand (once after each change of the sources) …\n");
  // In a process of its own: the bundlers would keep hundreds of megabytes of the server's memory.
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL("./build.js", import.meta.url))], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(1);
}
const { main } = await import("../dist/peyvand.js");
await main(process.argv.slice(2));
