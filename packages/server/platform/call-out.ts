/** A request to an address that somebody typed in. */
export type Call = {
  url: string;
  method: "GET" | "POST" | "PUT";
  headers: Record<string, string>;
  body?: string;
};

/** `body` is its beginning, as text: enough to see what was answered. */
export type CallAnswer = { status: number; headers: Record<string, string>; body: string };

/**
 * Calls an address outside: never one of the own machine or network, whatever its name resolves to; follows no redirect;
 * waits ten seconds at most. Throws a `CallOutError` when there is no answer.
 */
export type CallOut = (call: Call) => Promise<CallAnswer>;

export class CallOutError extends Error {
  override name = "CallOutError";
  /** `forbidden`: an address that is not outside. `mayHaveArrived`: it was sent, and no answer came. */
  readonly kind: "forbidden" | "unreachable" | "mayHaveArrived";
  constructor(kind: CallOutError["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}
