import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { type Call, type CallAnswer, type CallOut, CallOutError } from "#server/platform/call-out.ts";

const TIME_MS = 10_000;
const MOST_READ = 4096;

/** Addresses that are not outside: RFC 6890 and its successors, IPv4 and IPv6. */
const INSIDE = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  INSIDE.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["64:ff9b::", 32],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  INSIDE.addSubnet(net, bits, "ipv6");

/** Whether an IP address is one of the own machine or network, or of no place at all. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return INSIDE.check(mapped, "ipv4");
  // An IPv4 address in another writing, such as ::ffff:7f00:1, has no business here.
  if (/^::ffff:/i.test(address)) return true;
  return INSIDE.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** `insideToo`: addresses of the own network are called as well, as a company's own machines may be. */
export function createCallOut({ insideToo }: { insideToo: boolean }): CallOut {
  // The address that is checked is the one that is called: a name may resolve to another the next time.
  const lookUp: LookupFunction = (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "", 0);
      const inside = insideToo ? undefined : addresses.find(({ address }) => isInside(address));
      const [first] = addresses;
      if (inside || !first) return done(forbidden(host), "", 0);
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  return (call) => send(call, insideToo, lookUp);
}

function forbidden(host: string): CallOutError {
  return new CallOutError("forbidden", `${host} is an address inside the own network, which is not called.`);
}

function send({ url, method, headers, body }: Call, insideToo: boolean, lookUp: LookupFunction): Promise<CallAnswer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, "");
    if (!insideToo && isIP(host) !== 0 && isInside(host)) return reject(forbidden(host));
    let sent = false;
    const request = (target.protocol === "https:" ? requestHttps : requestHttp)(
      target,
      { method, headers, lookup: lookUp, signal: AbortSignal.timeout(TIME_MS) },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        const end = () => {
          const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(told),
            body: text.slice(0, MOST_READ),
          });
          answer.destroy();
        };
        answer.on("data", (chunk: string) => {
          text += chunk;
          if (text.length >= MOST_READ) end();
        });
        answer.on("end", end);
        answer.on("error", end);
      },
    );
    request.on("finish", () => {
      sent = true;
    });
    request.on("error", (error) => {
      if (error instanceof CallOutError) return reject(error);
      const why =
        error.name === "TimeoutError" || error.name === "AbortError" ? "No answer in ten seconds." : error.message;
      reject(new CallOutError(sent ? "mayHaveArrived" : "unreachable", why));
    });
    request.end(body);
  });
}
