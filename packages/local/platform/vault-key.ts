import { chmod, open, readFile } from "node:fs/promises";
import { newVaultKey } from "#node/sealing-vault.ts";

/** The key of the data folder's secrets: a file beside the table for its owner alone, made at the first need of it. */
export async function readVaultKey(file: string): Promise<Uint8Array> {
  try {
    const made = await open(file, "wx", 0o600);
    try {
      await made.writeFile(newVaultKey());
      await made.sync();
    } finally {
      await made.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await chmod(file, 0o600);
  }
  const key = await readFile(file);
  if (key.length !== 32) throw new Error(`${file} is no key: it must have 32 bytes. Put the right one back.`);
  return key;
}
