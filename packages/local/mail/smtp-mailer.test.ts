import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import type { Mail } from "#server/platform/mailer.ts";
import { sendBySmtp } from "./smtp-mailer.ts";

const MAIL: Mail = {
  from: { address: "office@example.com", name: "آژانس سفر بهار" },
  to: { address: "sara@example.com", name: "سارا احمدی" },
  subject: "پیشنهاد ویژهٔ نوروز ۱۴۰۵",
  text: "سارای عزیز،\nنوروز مبارک!",
  html: "<p>نوروز مبارک!</p>",
  at: "2026-03-21T08:00:00.000Z",
};

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((done) => server.close(() => done()));
});

async function startServer(options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ["STARTTLS"], logger: false, ...options });
  server.on("error", () => {});
  servers.push(server);
  const listening = once(server.server, "listening");
  server.listen(0, "127.0.0.1");
  await listening;
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

test("a mail arrives whole: Persian names and subject, both alternatives, the same Message-ID for the same key", async () => {
  const received: Buffer[] = [];
  const url = await startServer({
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", () => {
        received.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  expect(await sendBySmtp(url, MAIL, "key 1")).toEqual({ is: "accepted" });
  expect(await sendBySmtp(url, MAIL, "key 1")).toEqual({ is: "accepted" });
  const [one, two] = await Promise.all(received.map((bytes) => PostalMime.parse(bytes)));
  expect(one).toMatchObject({
    from: { address: "office@example.com", name: "آژانس سفر بهار" },
    to: [{ address: "sara@example.com", name: "سارا احمدی" }],
    subject: "پیشنهاد ویژهٔ نوروز ۱۴۰۵",
    date: "2026-03-21T08:00:00.000Z",
  });
  expect(one?.text?.trim()).toBe("سارای عزیز،\nنوروز مبارک!");
  expect(one?.html?.trim()).toBe("<p>نوروز مبارک!</p>");
  expect(one?.messageId).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
  expect(two?.messageId).toBe(one?.messageId);
});

test("a server that says no has not taken it: for now with 4yz, for good with 5yz", async () => {
  const answer = (code: number) =>
    startServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error("no"), { responseCode: code })),
    });
  expect(await sendBySmtp(await answer(451), MAIL, "k")).toMatchObject({ is: "refused", forGood: false });
  expect(await sendBySmtp(await answer(550), MAIL, "k")).toMatchObject({ is: "refused", forGood: true });
});

test("nobody there, or a wrong password: surely not sent, and worth another try", async () => {
  expect(await sendBySmtp("smtp://127.0.0.1:1", MAIL, "k")).toMatchObject({ is: "refused", forGood: false });
  const url = await startServer({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(Object.assign(new Error("wrong"), { responseCode: 535 })),
  });
  const withUser = url.replace("smtp://", "smtp://office:secret@");
  expect(await sendBySmtp(withUser, MAIL, "k")).toMatchObject({ is: "refused", forGood: false });
});

test("a connection that breaks after the text and before the answer leaves it uncertain", async () => {
  const url = await startServer({
    onData(stream, session) {
      stream.resume();
      stream.on("end", () => {
        const connections = [...(servers.at(-1)?.connections ?? [])];
        for (const connection of connections as unknown as {
          id: string;
          close(): void;
          _socket: { destroy(): void };
        }[])
          if (connection.id === session.id) connection._socket.destroy();
      });
    },
  });
  expect(await sendBySmtp(url, MAIL, "k")).toMatchObject({ is: "uncertain" });
});
