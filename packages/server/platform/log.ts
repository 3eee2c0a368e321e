/** One line of log: what happened, with names and figures, never a secret or a customer's words. */
export type Log = {
  info(event: string, fields?: Record<string, unknown>): void;
  error(event: string, error: unknown, fields?: Record<string, unknown>): void;
};

export function createJsonLog(write: (line: string) => void, now: () => string): Log {
  const line = (level: string, event: string, fields: Record<string, unknown>) =>
    write(JSON.stringify({ at: now(), level, event, ...fields }));
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
