/// <reference path="./.sst/platform/config.d.ts" />

// A thin adapter: the stage is the company's id in infra/customers.json. What is deployed is what infra/ synthesises, by its own
// commands in a child process; SST keeps only which templates it deployed last. No import may stand at the top of this file.
export default $config({
  app: () => ({
    name: "peyvand",
    home: "aws",
    // A table, files and a sender's identity outlive every stage.
    removal: "retain-all",
    protect: true,
    providers: { command: "1.1.0" },
  }),
  async run() {
    const { execFileSync } = await import("node:child_process");
    const node = process.env.PEYVAND_NODE ?? "node";
    const plan = JSON.parse(execFileSync(node, ["bin/infra.js", "plan", $app.stage], { encoding: "utf8" }));
    new command.local.Command("Company", {
      dir: process.cwd(),
      create: plan.create,
      update: plan.update,
      delete: plan.delete,
      triggers: [plan.trigger],
    });
    return { company: plan.company };
  },
});
