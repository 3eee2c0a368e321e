import type { CallOf, Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { type LooseCall, requestOf, type TestWorkspace } from "./workspace.ts";

export const PASSWORD = "correct horse battery";

export type Answered<E extends Endpoint> = {
  status: number;
  code: string | null;
  body: OutputOf<E>;
  headers: Headers;
  /** The cookies it set, as a browser would send them back. */
  cookie: string;
};

/** Sends a call as somebody (a token, or a browser's cookies), from an address. */
export async function send<E extends Endpoint>(
  workspace: TestWorkspace,
  endpoint: E,
  call: CallOf<E>,
  by: { token?: string | null; cookie?: string; address?: string } = {},
): Promise<Answered<E>> {
  const request = requestOf(endpoint, call as LooseCall, by.token ?? null);
  if (by.cookie) request.headers.set("cookie", by.cookie);
  const env = { incoming: { socket: { remoteAddress: by.address ?? "192.0.2.7" } } };
  const response = await workspace.app.fetch(request, env);
  const text = await response.text();
  const body = text.startsWith("{") ? JSON.parse(text) : text;
  const lines = response.headers.getSetCookie().map((line) => line.split(";")[0] as string);
  return {
    status: response.status,
    code: body?.error?.code ?? null,
    body,
    headers: response.headers,
    cookie: lines.filter((line) => !line.endsWith("=")).join("; "),
  };
}

export const enter = (workspace: TestWorkspace, email: string, more: { password?: string; code?: string } = {}) =>
  send(workspace, signIn, { body: { email, password: PASSWORD, ...more } });

/** The newest mail to somebody, once everything behind the answers is done. */
export async function mailTo(workspace: TestWorkspace, address: string) {
  await Promise.all(workspace.background);
  const mails = [...workspace.mailbox.mails.values()].filter(({ to }) => to.address === address);
  return mails.at(-1) ?? null;
}

/** What stands after `#` in the link of a mail. */
export const secretIn = (text: string | undefined) => /#(\S+)/.exec(text ?? "")?.[1] ?? "";
