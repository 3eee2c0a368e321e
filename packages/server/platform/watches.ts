import type { Key, Watch } from "./table.ts";
import { keyText } from "./table-semantics.ts";

const MOST_NOTED = 500_000;

/** The watches of one table. The table tells them each key it writes, in the turn in which it writes. */
export class Watches {
  readonly #open = new Set<Map<string, Key>>();

  note({ pk, sk }: Key): void {
    if (this.#open.size === 0) return;
    const key = { pk, sk };
    for (const noted of this.#open) {
      noted.set(keyText(key), key);
      if (noted.size > MOST_NOTED) this.#open.delete(noted);
    }
  }

  open(): Watch {
    const noted = new Map<string, Key>();
    this.#open.add(noted);
    return {
      take(most) {
        const taken: Key[] = [];
        for (const [name, key] of noted) {
          if (taken.length >= most) break;
          taken.push(key);
          noted.delete(name);
        }
        return taken;
      },
      waiting: () => noted.size,
      isWhole: () => this.#open.has(noted),
      stop: () => void this.#open.delete(noted),
    };
  }
}
