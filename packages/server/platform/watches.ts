import { type Key, TableError, type Watch } from "./table.ts";
import { keyText } from "./table-semantics.ts";

const MOST_NOTED = 500_000;

/**
 * The watches of one table. The table tells them each key it writes: in the turn in which it writes, or, where writing goes on beside
 * reading, around it, and meanwhile a key waits in every watch.
 */
export class Watches {
  readonly #open = new Set<Map<string, Key>>();
  #underWay = 0;

  /** Settles as `writing` does, with its keys noted unless it was refused. */
  async during(writing: Promise<void>, keys: () => readonly Key[]): Promise<void> {
    const noteAll = () => {
      if (this.#open.size > 0) for (const key of keys()) this.note(key);
    };
    this.#underWay += 1;
    try {
      await writing;
      noteAll();
    } catch (error) {
      // After any other failure it may be written all the same.
      if (!(error instanceof TableError && error.kind === "conditionFailed")) noteAll();
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  }

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
      waiting: () => noted.size + this.#underWay,
      isWhole: () => this.#open.has(noted),
      stop: () => void this.#open.delete(noted),
    };
  }
}
