import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LOG = "log-of-all-servers";
const SECRETS = "secrets-of-all-tests";
const LEAST = 8;

/** What looks like a secret of ours, whoever was given it. */
const OF_OUR_FORM = /\b(?:pk|ps|op|inv)_[A-Za-z0-9_-]{32,}/g;

/** Every line that a server of this run logs is kept, to be searched when the run ends. */
export function keepLog(text: string): void {
  appendFileSync(join(tmpdir(), LOG), text);
}

const kept = new Set<string>();

/** A password, token or key that a test uses, which then may stand in no log. */
export function keepSecret(secret: string): void {
  if (kept.has(secret) || secret.length < LEAST) return;
  kept.add(secret);
  appendFileSync(join(tmpdir(), SECRETS), `${JSON.stringify(secret)}\n`);
}

/** The secrets that stand in the logs that were kept in a folder. */
export function secretsInLogs(folder: string): string[] {
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "");
  const log = read(LOG);
  const secrets = new Set(read(SECRETS).split("\n").filter(Boolean));
  const found = [...secrets].map((line) => JSON.parse(line) as string).filter((secret) => log.includes(secret));
  return [...found, ...(log.match(OF_OUR_FORM) ?? [])];
}
