#!/usr/bin/env node
// The command line. In a clone it builds what is missing or older than the sources, then runs what was built.
import { build, isBuilt } from "./build.js";

if (!isBuilt()) {
  process.stderr.write("Building Peyvand (once after each change of the sources) …\n");
  await build();
}
const { main } = await import("../dist/peyvand.js");
await main(process.argv.slice(2));
