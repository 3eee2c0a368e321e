import { TableError } from "./table.ts";

const REMEMBERED_FOR = 10 * 60_000;

/**
 * Remembers for ten minutes which transaction a token stood for, at most `most` of them.
 * `fingerprint` is any text that is equal for equal writes only.
 */
export class TokenMemory {
  readonly #known = new Map<string, { fingerprint: string; at: number }>();
  readonly #most: number;

  constructor(most = 10_000) {
    this.#most = most;
  }

  /** True when this very transaction was done already; throws `invalid` when the token stood for another. */
  isDone(token: string, fingerprint: string, now: number): boolean {
    const known = this.#known.get(token);
    if (!known || now - known.at > REMEMBERED_FOR) return false;
    if (known.fingerprint !== fingerprint)
      throw new TableError("invalid", "the token was used for another transaction within ten minutes");
    return true;
  }

  forget(token: string): void {
    this.#known.delete(token);
  }

  remember(token: string, fingerprint: string, now: number): void {
    this.#known.delete(token);
    this.#known.set(token, { fingerprint, at: now });
    for (const [oldest, { at }] of this.#known) {
      if (this.#known.size <= this.#most && now - at <= REMEMBERED_FOR) break;
      this.#known.delete(oldest);
    }
  }
}

/** Differs, but for one chance in 2^53, where the texts differ. The hash is cyrb53, which is in the public domain. */
export function fingerprintOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return `${text.length}:${(b >>> 0).toString(36)}${(a >>> 0).toString(36)}`;
}
