import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Vault } from "#server/platform/vault.ts";

const SCHEME = "aes-256-gcm";
const KEY_BYTES = 32;

/** References are the secrets themselves, sealed with a key of 32 bytes that lies outside the table, and bound to their names. */
export function createSealingVault(readKey: () => Promise<Uint8Array> | Uint8Array): Vault {
  let read: Promise<Uint8Array> | undefined;
  const key = () => {
    read ??= Promise.resolve(readKey()).catch((error) => {
      read = undefined;
      throw error;
    });
    return read;
  };
  return {
    async keep(name, secret) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(SCHEME, await key(), iv).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return ["sealed", ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
    },
    async open(name, reference) {
      const [scheme, ...parts] = reference.split(".");
      const [iv, tag, sealed] = parts.map((part) => Buffer.from(part, "base64url"));
      if (scheme !== "sealed" || !iv || !tag || !sealed) return null;
      try {
        const decipher = createDecipheriv(SCHEME, await key(), iv)
          .setAAD(Buffer.from(name))
          .setAuthTag(tag);
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
      } catch {
        // Sealed with another machine's key.
        return null;
      }
    },
    async forget() {},
  };
}

export const newVaultKey = (): Uint8Array => randomBytes(KEY_BYTES);
