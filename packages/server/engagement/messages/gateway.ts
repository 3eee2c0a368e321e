import type { Gateway, Outcome } from "#core/engagement/messages/index.ts";
import { formatPhone } from "#core/platform/phone.ts";
import { type CallOut, CallOutError } from "#server/platform/call-out.ts";
import type { TextMessage } from "#server/platform/mailer.ts";

/** Statuses by which a server says that the message itself is wrong; others may pass. */
const FOR_GOOD = [400, 404, 411, 413, 414, 422];
type Values = { [name: string]: string };

/** One short message through a provider that is set up by settings alone. What it answers is never shown with a secret in it. */
export async function sendByGateway(
  callOut: CallOut,
  gateway: Gateway,
  secrets: Values,
  message: TextMessage,
  { key }: { key: string },
): Promise<Outcome> {
  const values: Values = {
    to: message.to,
    toDigits: message.to.replace(/^\+/, ""),
    toLocal: message.to.startsWith("+98") ? formatPhone(message.to).replaceAll(" ", "") : message.to,
    text: message.text,
    id: key,
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`secret.${name}`, value])),
  };
  const missing = missingSecret(gateway, secrets);
  if (missing)
    return {
      is: "refused",
      forGood: false,
      reason: `The secret «${missing}» is not here: write it again in Settings.`,
    };
  const hide = (text: string) =>
    Object.values(secrets).reduce(
      (shown, secret) => (secret.length > 3 ? shown.replaceAll(secret, "•••") : shown),
      text,
    );
  const url = fill(gateway.url, values, encodeURIComponent);
  const headers: Record<string, string> = {};
  for (const { name, value } of gateway.headers) headers[name.toLowerCase()] = fill(value, values, oneLine);
  const type = headers["content-type"] ?? "";
  if (type === "" && gateway.method === "POST") headers["content-type"] = "application/x-www-form-urlencoded";
  const encode = type.includes("json") ? inJson : encodeURIComponent;
  try {
    const { status, body } = await callOut({
      url,
      method: gateway.method,
      headers,
      ...(gateway.method === "POST" && { body: fill(gateway.body, values, encode) }),
    });
    const reason = hide(`${status} ${body}`).slice(0, 300);
    if (status >= 500 || status === 408) return { is: "uncertain", reason };
    if (status < 200 || status >= 300) return { is: "refused", forGood: FOR_GOOD.includes(status), reason };
    const answer = parse(body);
    if (gateway.successPath !== "" && String(at(answer, gateway.successPath)) !== gateway.successValue)
      return { is: "refused", forGood: false, reason };
    const id = gateway.idPath === "" ? undefined : at(answer, gateway.idPath);
    return { is: "accepted", ...(id !== undefined && id !== null && { providerId: String(id).slice(0, 100) }) };
  } catch (error) {
    const reason = hide(error instanceof Error ? error.message : String(error)).slice(0, 300);
    const never = error instanceof CallOutError && error.kind !== "mayHaveArrived";
    return never ? { is: "refused", forGood: false, reason } : { is: "uncertain", reason };
  }
}

function missingSecret({ url, body, headers }: Gateway, secrets: Values): string | null {
  const all = [url, body, ...headers.map(({ value }) => value)].join("\n");
  for (const [, name = ""] of all.matchAll(/\{secret\.([A-Za-z][A-Za-z0-9_]*)\}/g))
    if (!Object.hasOwn(secrets, name)) return name;
  return null;
}

function fill(text: string, values: Values, encode: (value: string) => string): string {
  return text.replaceAll(/\{((?:secret\.)?[A-Za-z][A-Za-z0-9_]*)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    return encode(value);
  });
}

const oneLine = (value: string) => value.replaceAll(/[\r\n]/g, " ");
const inJson = (value: string) => JSON.stringify(value).slice(1, -1);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What stands at `entries.0.messageid`. */
function at(value: unknown, path: string): unknown {
  let found = value;
  for (const part of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as { [name: string]: unknown })[part];
  }
  return found;
}
