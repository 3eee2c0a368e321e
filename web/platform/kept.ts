/** What this browser keeps for its user. Private windows and full disks refuse; then nothing is kept. */
export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(`peyvand.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`peyvand.${name}`);
    else localStorage.setItem(`peyvand.${name}`, value);
  } catch {
    // Nothing to do: the page works without.
  }
}
