/** An event that this door is not for: the stack is wired wrongly, and trying again would not mend it. */
export class WrongEvent extends Error {
  constructor(expected: string, event: unknown) {
    const got = typeof event === "object" && event !== null ? Object.keys(event).slice(0, 5).join(", ") : typeof event;
    super(`This function takes ${expected}; it was called with ${got || "nothing"}.`);
    this.name = "WrongEvent";
  }
}

/** Whether it is an object with this value under this name. */
export function has<Name extends string>(event: unknown, name: Name): event is { [name in Name]: unknown } {
  return typeof event === "object" && event !== null && name in event;
}
