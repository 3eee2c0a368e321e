/** The name of a company's function for one of its doors. */
export function functionName({ id }: { id: string }, door: string): string {
  return `peyvand-${id}-${door}`;
}
