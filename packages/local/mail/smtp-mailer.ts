import { once } from "node:events";
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Mail, SendOutcome } from "#server/platform/mailer.ts";

const ANSWER_WITHIN_MS = 30_000;

type SmtpError = Error & { responseCode?: number; response?: string; code?: string };

/**
 * Mail through the server of an address such as `smtps://user:password@smtp.example.com`. SMTP has no key: when the
 * connection breaks after the text began and before the answer, nobody can say whether the server took it.
 */
export async function sendBySmtp(url: string, mail: Mail, key: string): Promise<SendOutcome> {
  const { composeMail } = await import("#server/platform/compose-mail.ts");
  const bytes = await composeMail(mail, key);
  const { host, port, secure, user, password } = partsOf(url);
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    connectionTimeout: ANSWER_WITHIN_MS,
    greetingTimeout: ANSWER_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
  });
  let began = false;
  // Asked for its first bytes only when the server has agreed to take the text.
  const text = Readable.from(
    (async function* () {
      began = true;
      yield bytes;
    })(),
    { objectMode: false },
  );
  try {
    const broken = once(connection, "error").then(([error]) => Promise.reject(error));
    broken.catch(() => {});
    const step = (run: (done: (error?: Error | null) => void) => void) =>
      Promise.race([broken, new Promise<void>((done, failed) => run((error) => (error ? failed(error) : done())))]);
    await step((done) => connection.connect(done));
    if (user !== "") await step((done) => connection.login({ user, pass: password }, done));
    await step((done) => connection.send({ from: mail.from.address, to: [mail.to.address] }, text, done));
    connection.quit();
    return { is: "accepted" };
  } catch (error) {
    connection.close();
    return outcomeOf(error as SmtpError, began);
  }
}

const OF_THE_MESSAGE = ["EENVELOPE", "EMESSAGE"];

/** A server that answers with 4yz or 5yz has not taken it (RFC 5321, 4.2.1). */
function outcomeOf(error: SmtpError, began: boolean): SendOutcome {
  const code = error.responseCode ?? 0;
  const reason = (error.response ?? error.message).slice(0, 300);
  if (code >= 400) return { is: "refused", forGood: code >= 500 && OF_THE_MESSAGE.includes(error.code ?? ""), reason };
  return began ? { is: "uncertain", reason } : { is: "refused", forGood: false, reason };
}

function partsOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
