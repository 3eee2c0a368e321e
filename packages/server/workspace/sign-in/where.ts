import type { AuthRow } from "#server/platform/auth-rows.ts";

/** One clause of the library's questions, with its defaults filled in. */
export type Clause = { field: string; operator: string; connector: "AND" | "OR"; mode: string; value: unknown };

/** Whether a row answers a question: the clauses are joined one after the other, as in the library's own memory adapter. */
export function answers(row: AuthRow, where: readonly Clause[]): boolean {
  const [first, ...others] = where;
  if (!first) return true;
  return others.reduce(
    (so, clause) => (clause.connector === "OR" ? so || holds(row, clause) : so && holds(row, clause)),
    holds(row, first),
  );
}

/** The clause that every answer must meet and that names one value: where a look-up by key can begin. */
export function exactClauses(where: readonly Clause[]): Clause[] {
  if (where.slice(1).some(({ connector }) => connector === "OR")) return [];
  return where.filter(({ operator, value, mode }) => operator === "eq" && value !== null && mode !== "insensitive");
}

function holds(row: AuthRow, { field, operator, mode, value }: Clause): boolean {
  const fold = (one: unknown) => (mode === "insensitive" && typeof one === "string" ? one.toLowerCase() : one);
  const own = fold(row[field]) ?? null;
  const wanted = Array.isArray(value) ? value.map(fold) : fold(value);
  switch (operator) {
    case "in":
      return (wanted as unknown[]).includes(own);
    case "not_in":
      return !(wanted as unknown[]).includes(own);
    case "contains":
      return (typeof own === "string" || Array.isArray(own)) && own.includes(wanted as string);
    case "starts_with":
      return typeof own === "string" && own.startsWith(String(wanted));
    case "ends_with":
      return typeof own === "string" && own.endsWith(String(wanted));
    case "ne":
      return own !== (wanted ?? null);
    case "gt":
      return isOrdered(own, wanted) && compare(own, wanted) > 0;
    case "gte":
      return isOrdered(own, wanted) && compare(own, wanted) >= 0;
    case "lt":
      return isOrdered(own, wanted) && compare(own, wanted) < 0;
    case "lte":
      return isOrdered(own, wanted) && compare(own, wanted) <= 0;
    default:
      return own === (wanted ?? null);
  }
}

function isOrdered(own: unknown, wanted: unknown): boolean {
  return own !== null && wanted !== null && wanted !== undefined && typeof own === typeof wanted;
}

/** Orders rows by a field; what has no value comes first. */
export function compareBy(field: string, direction: "asc" | "desc") {
  const sign = direction === "asc" ? 1 : -1;
  return (a: AuthRow, b: AuthRow) => sign * compare(a[field] ?? null, b[field] ?? null);
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : 1;
  return Number(a) - Number(b);
}
