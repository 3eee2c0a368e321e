import { CrmError } from "#core/platform/errors.ts";
import { reachedOver } from "../reach-server.ts";
import { AT_THE_DOOR } from "./at-the-door.ts";
import { AT_WORK } from "./at-work.ts";
import type { Check, Site } from "./checks.ts";

export type Verdict = { name: string; ok: boolean; seen: string };

/** Tries every promise on a running workspace. What one check needs of an earlier one that failed fails as well, and says so. */
export async function verify(
  { url, key }: { url: string; key: string },
  tell: (verdict: Verdict) => void,
): Promise<Verdict[]> {
  const site = siteOf(url, key);
  const verdicts: Verdict[] = [];
  for (const check of [...AT_THE_DOOR, ...AT_WORK]) {
    const verdict = await verdictOf(check, site);
    verdicts.push(verdict);
    tell(verdict);
  }
  return verdicts;
}

async function verdictOf({ name, run }: Check, site: Site): Promise<Verdict> {
  try {
    return { name, ok: true, seen: await run(site) };
  } catch (error) {
    return { name, ok: false, seen: error instanceof Error ? error.message : String(error) };
  }
}

function siteOf(url: string, key: string): Site {
  const server = reachedOver(
    (request) => fetch(request),
    url,
    key,
    async () => {},
  );
  return {
    url,
    fetch: (path, init) => fetch(new URL(path, url), init),
    async call(method, path, body, headers) {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
      const response = await server.fetch(path, { method, ...json, headers: { ...type, ...headers } });
      if (response.status === 204) return null;
      return response.headers.get("content-type")?.startsWith("application/json") ? response.json() : response.text();
    },
    async handOver(mail) {
      const request = { method: "POST", body: mail, headers: { "content-type": "message/rfc822" } };
      return (await server.fetch("/inbound-mails", request)).json();
    },
    async put(to, text) {
      const request = { method: "PUT", body: text, headers: { "content-type": "application/octet-stream" } };
      if (URL.canParse(to)) return (await fetch(to, request)).status;
      return server.fetch(to.replace("/api/v1", ""), request).then(
        ({ status }) => status,
        () => 400,
      );
    },
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
    now: () => Date.now(),
    made: new Map(),
  };
}

/** The command: one line a promise; fails when one was not kept. */
export async function runVerify(options: { url: string; key: string; json?: boolean }): Promise<void> {
  if (!/^https?:\/\//.test(options.url) || !URL.canParse(options.url))
    throw new CrmError("invalid", "cli.url_wrong", "--url is an address such as https://crm.example.com.");
  const say = ({ name, ok, seen }: Verdict) => process.stdout.write(`${ok ? "kept  " : "BROKEN"}  ${name}: ${seen}\n`);
  const verdicts = await verify(options, options.json ? () => {} : say);
  if (options.json) process.stdout.write(`${JSON.stringify(verdicts)}\n`);
  const broken = verdicts.filter(({ ok }) => !ok).length;
  if (broken > 0) throw new CrmError("unavailable", "verify.broken", `${broken} of ${verdicts.length} were not kept.`);
}
