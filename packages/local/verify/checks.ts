/** One promise, tried. `run` answers with what was seen, in a few words, or throws with what was wrong. */
export type Check = { name: string; run(site: Site): Promise<string> };

/** A running workspace from outside. */
export type Site = {
  url: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A call of the API with the key: JSON, or text where it answers with a file. Throws when it is refused. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Puts a file where an upload was told to go; answers with the status. */
  put(url: string, text: string): Promise<number>;
  /** Hands a mail over as it would come. */
  handOver(mail: string): Promise<Answer>;
  sleep(ms: number): Promise<void>;
  now(): number;
  /** What earlier checks made, by name. */
  made: Map<string, string>;
};

// biome-ignore lint/suspicious/noExplicitAny: answers of a server whose version may be another one.
export type Answer = any;

export class Broken extends Error {}

export function expect(is: boolean, whatIsWrong: string): void {
  if (!is) throw new Broken(whatIsWrong);
}

const LONGEST_WAIT_MS = 60_000;

/** Asks again until it is there; answers with how long that took. */
export async function waited(site: Site, what: string, ask: () => Promise<boolean>): Promise<string> {
  const began = site.now();
  for (let pause = 100; ; pause = Math.min(2000, pause * 1.5)) {
    if (await ask()) return `after ${((site.now() - began) / 1000).toFixed(1)} s`;
    expect(site.now() - began < LONGEST_WAIT_MS, `${what} had not come after a minute`);
    await site.sleep(pause);
  }
}
