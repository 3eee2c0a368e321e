import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "test/**/*.test.ts", "web/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // What a page or a feed shows in the end, however busy the machine.
    expect: { poll: { timeout: 15_000 } },
    reporters: ["default", ["json", { outputFile: "dist/test-results.json" }]],
    pool: "forks",
    maxWorkers: 2,
  },
});
