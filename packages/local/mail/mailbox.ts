import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { link, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Mailer, Texter } from "#server/platform/mailer.ts";

const LAST_MS = 9_999_999_999_999;

/** What lies in the mailbox: `name` is its place in the order, newest first. */
export type Mailbox = {
  mailer: Mailer;
  texter: Texter;
  list(options: { after: string; limit: number }): Promise<{ names: string[]; more: boolean }>;
  /** The message as it would have gone out (MIME); null when there is none of this name. */
  read(name: string): Promise<Uint8Array | null>;
};

const NAME = /^\d{13}-[0-9a-f]{40}$/;

/**
 * Mail that stays on this machine: a file each, in a folder of the data folder. Its name under `by-key` is made from the
 * key of the sending, so the same sending is one file; the one under `by-time` puts it in order.
 */
export function openMailbox(folder: string): Mailbox {
  const byKey = join(folder, "by-key");
  const byTime = join(folder, "by-time");
  for (const path of [byKey, byTime]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const fileOf = (key: string) => join(byKey, hashOf(key));
  let drafts = 0;

  const keep = async (key: string, bytes: Uint8Array) => {
    const draft = join(folder, `${process.pid}-${drafts++}.partial`);
    const file = await open(draft, "w", 0o600);
    try {
      await file.writeFile(bytes);
      await file.close();
      await unlessThere(link(draft, fileOf(key)));
      const { mtimeMs } = await stat(fileOf(key));
      const place = String(LAST_MS - Math.floor(mtimeMs)).padStart(13, "0");
      await unlessThere(link(fileOf(key), join(byTime, `${place}-${hashOf(key)}`)));
    } finally {
      await rm(draft, { force: true });
    }
  };
  const isSent = (key: string) =>
    stat(fileOf(key)).then(
      () => true,
      () => false,
    );

  return {
    mailer: {
      name: "mailbox",
      settles: "key",
      from: "peyvand@localhost.localdomain",
      isSent,
      async send(mail, { key }) {
        const { composeMail } = await import("#server/platform/compose-mail.ts");
        try {
          await keep(key, await composeMail(mail, key));
          return { is: "accepted" };
        } catch (error) {
          return { is: "uncertain", reason: String(error).slice(0, 300) };
        }
      },
    },
    texter: {
      name: "mailbox",
      settles: "key",
      isSent,
      async send({ to, text, at }, { key }) {
        const lines = [
          `Date: ${new Date(at).toUTCString()}`,
          `To: ${to}`,
          "X-Peyvand-Channel: sms",
          "MIME-Version: 1.0",
        ];
        const head = [...lines, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"];
        const body = Buffer.from(text).toString("base64").replaceAll(/.{76}/g, "$&\r\n");
        try {
          await keep(key, Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}\r\n`));
          return { is: "accepted" };
        } catch (error) {
          return { is: "uncertain", reason: String(error).slice(0, 300) };
        }
      },
    },
    async list({ after, limit }) {
      const names = (await readdir(byTime)).filter((name) => NAME.test(name) && name > after).sort();
      return { names: names.slice(0, limit), more: names.length > limit };
    },
    read: async (name) => (NAME.test(name) ? readFile(join(byTime, name)).catch(() => null) : null),
  };
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 40);
}

/** Made before is made. */
async function unlessThere(making: Promise<void>): Promise<void> {
  await making.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
