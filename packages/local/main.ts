import { join } from "node:path";
import { Argument, Command, CommanderError, Option } from "commander";
import { CrmError } from "#core/platform/errors.ts";
import { ROLES } from "#core/platform/permissions.ts";
import { IMPORT_KINDS, ON_DUPLICATE } from "#core/workspace/imports/index.ts";
import {
  JOBS_TO_START,
  runExport,
  runImport,
  runJobNow,
  runKeyCreate,
  runReceive,
  runRestore,
  runRotateSecret,
  runScheduledNow,
  runTick,
  runUserAdd,
  SCHEDULED_TO_RUN,
} from "./commands.ts";
import { readConfig } from "./config.ts";
import { type Running, start } from "./start.ts";

/** The command line. Exit status: 0 done, 1 refused or failed, 2 wrong use. */
export async function main(args: readonly string[]): Promise<void> {
  // What is in the data folder is its owner's alone.
  process.umask(0o077);
  const program = new Command("peyvand")
    .description("A customer-relationship system on one file, or on your own AWS account.")
    .exitOverride()
    .showHelpAfterError("(see --help)");

  program
    .command("start")
    .description("start the dashboard, the API and the tick on one port (settings: PORT, HOST, PEYVAND_…)")
    .option("--demo", "fill an empty workspace with the sample company, unless PEYVAND_DEMO=0")
    .action(({ demo }: { demo?: boolean }) => runStart(demo ?? false));

  const user = program.command("user").description("people who work here");
  withRemote(user.command("add"))
    .description("add somebody; the password is read from PEYVAND_PASSWORD or made and printed")
    .requiredOption("--email <address>")
    .requiredOption("--name <name>")
    .addOption(new Option("--role <role>").choices([...ROLES, "member"]).default("agent"))
    .action(runUserAdd);

  const key = program.command("key").description("API keys");
  withRemote(key.command("create"))
    .description("create an API key and print it, alone")
    .requiredOption("--name <name>")
    .addOption(
      new Option("--role <role>", "what it may do at most (administrator, unless permissions are given)").choices(
        ROLES,
      ),
    )
    .option("--permissions <list>", "only these, with commas between them: customers.read,interactions.write")
    .option(
      "--expires <date>",
      "the last day of it, such as 2027-03-20, or a number of days such as 90d; never unless said",
    )
    .option("--per-minute <number>", "how often a minute it may ask, where it shall be less than others")
    .action(runKeyCreate);

  withRemote(program.command("import <file>"))
    .description("import a CSV or XLSX file; refused rows are written to a file of their own, with the reasons")
    .addOption(new Option("--as <kind>").choices(IMPORT_KINDS).makeOptionMandatory())
    .addOption(
      new Option("--on-duplicate <policy>", "when a row is a customer we have").choices(ON_DUPLICATE).default("merge"),
    )
    .addOption(
      new Option("--calendar <name>", "of dates, when a column mixes calendars").choices([
        "persian",
        "gregorian",
        "by-year",
      ]),
    )
    .addOption(new Option("--day-order <order>", "of dates such as 03/04/2024").choices(["day-first", "month-first"]))
    .option("--create-customers", "add the customers that interactions name and nobody knows")
    .option("--sheet <name>", "which sheet of a workbook; the first that holds anything unless said")
    .option("--region <country>", "country of phone numbers written without one, such as IR; guessed unless said")
    .option("--refused <file>", "where to write refused rows (default: <file>.refused.csv in this folder)")
    .action(runImport);

  withRemote(program.command("export <folder>"))
    .description("copy the whole workspace, files included, into a new folder; people may go on working")
    .action(runExport);

  withRemote(program.command("restore <folder>"))
    .description("restore an exported workspace into an empty one; run again, it goes on where it stopped")
    .action(runRestore);

  withRemote(program.command("receive [files...]"))
    .description("bring mail as it came to the timelines of who wrote it: files, or one mail from standard input")
    .action(runReceive);

  withRemote(program.command("rotate-secret"))
    .description("make a new secret for what sign-in signs and seals; nobody loses a second factor")
    .action(runRotateSecret);

  withRemote(program.command("job"))
    .description("do long work of the workspace now and wait for it; stopped, it goes on at the next start")
    .addArgument(new Argument("<kind>").choices([...JOBS_TO_START, ...SCHEDULED_TO_RUN]))
    .action((kind, options) =>
      SCHEDULED_TO_RUN.includes(kind) ? runScheduledNow(kind, options) : runJobNow(kind, options),
    );

  withRemote(program.command("tick"))
    .description("do what is due, now")
    .option("--now <instant>", "as if it were this time, such as 2026-03-21T00:00:00Z")
    .action(runTick);

  program
    .command("verify")
    .description(
      "try every promise on a running workspace, after its first deployment or an upgrade; leaves one archived customer",
    )
    .requiredOption("--url <address>")
    .requiredOption("--key <key>", "API key of an administrator")
    .option("--json", "print one JSON list")
    .action(async (options) => (await import("./verify/verify.ts")).runVerify(options));

  program
    .command("cost")
    .description("what a month on AWS costs, from infra/prices.json and from what the bench measured")
    .requiredOption("--customers <count>", "active customers")
    .requiredOption("--users <count>", "people who work there")
    .option("--mails <count>", "mails sent in the month", "0")
    .option("--received <count>", "mails received in the month", "0")
    .option("--files <gigabytes>", "uploads and attachments kept", "0")
    .option("--years <count>", "years of the past in the table", "1")
    .addOption(new Option("--profile <name>").choices(["lean", "guarded"]).default("lean"))
    .option("--json", "print one JSON object")
    .action(async (options) => (await import("./cost/cost.ts")).runCost(join(import.meta.dirname, ".."), options));

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = fail(error);
  }
}

function withRemote(command: Command): Command {
  return command
    .option("--url <address>", "a running workspace, instead of the data folder of this machine")
    .option("--key <key>", "API key for --url")
    .option("--json", "print one JSON object on standard output and nothing else there");
}

/** What the command line itself was wrong about, whether we saw it or the server did. */
const WRONG_USE = ["cli.key_missing", "cli.url_missing", "cli.url_wrong", "request.invalid"];

function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const known = error instanceof CrmError;
  process.stderr.write(`peyvand: ${error instanceof Error ? error.message : String(error)}\n`);
  for (const { path, message } of (known && error.details) || [])
    process.stderr.write(`  ${path ?? ""}: ${message ?? ""}\n`);
  return known && WRONG_USE.includes(error.code) ? 2 : 1;
}

async function runStart(demoByDefault: boolean): Promise<void> {
  let running: Running | null = null;
  let stopping = false;
  const stop = () => {
    stopping = true;
    running?.stop().then(
      () => process.exit(0),
      (error) => process.exit(fail(error)),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  running = await start(readConfig(process.env, { demoByDefault }), import.meta.dirname, say);
  say(`ready ${running.url}`);
  if (stopping) stop();
}
