/** One line of log: what happened, with names and figures, never a secret or a customer's words. */
export type Log = {
  info(event: string, fields?: Record<string, unknown>): void;
  error(event: string, error: unknown, fields?: Record<string, unknown>): void;
};

/** Should one come into a message all the same: keys, sessions, invitations, credentials of a header or of an address. */
const SECRETS: readonly [RegExp, string][] = [
  [/\b([a-z]{2,3}_)[A-Za-z0-9_-]{32,}/g, "$1…"],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, "$1 …"],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+@/gi, "$1…@"],
  [
    /((?:password|passphrase|secret|token|authorization|cookie|otp)\\?["']?\s*[:=]\s*\\?["']?)[^\s"',;}\\]{4,}/gi,
    "$1…",
  ],
];

export function withoutSecrets(line: string): string {
  return SECRETS.reduce((text, [pattern, shown]) => text.replaceAll(pattern, shown), line);
}

export function createJsonLog(write: (line: string) => void, now: () => string): Log {
  // JSON escapes line ends, so nobody's words begin a line of their own.
  const line = (level: string, event: string, fields: Record<string, unknown>) =>
    write(withoutSecrets(JSON.stringify({ at: now(), level, event, ...fields })));
  return {
    info: (event, fields = {}) => line("info", event, fields),
    error: (event, error, fields = {}) =>
      line("error", event, {
        ...fields,
        error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        stack: error instanceof Error ? error.stack : undefined,
      }),
  };
}

export const SILENT_LOG: Log = { info: () => {}, error: () => {} };
