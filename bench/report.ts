/** A row of a printed table; `verdict` is what the figure is against its target. */
export type Row = { cells: readonly (string | number | undefined | null)[]; verdict?: "ok" | "over" | undefined };
export type Table = { title: string; headings: readonly string[]; rows: readonly Row[] };

export function atMost(figure: number | undefined | null, target: number | undefined): Row["verdict"] {
  if (target === undefined || figure === undefined || figure === null) return undefined;
  return figure <= target ? "ok" : "over";
}

export function atLeast(figure: number, target: number): Row["verdict"] {
  return figure >= target ? "ok" : "over";
}

/** Numbers with as many digits as are worth reading; empty where there is no figure. */
export function show(value: string | number | undefined | null): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return "–";
  if (Number.isInteger(value)) return value.toLocaleString("en").replaceAll(",", " ");
  return value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString("en").replaceAll(",", " ");
}

export function print({ title, headings, rows }: Table): void {
  const lines = [[...headings, ""], ...rows.map(({ cells, verdict }) => [...cells.map(show), verdict ?? ""])];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("   ")
      .trimEnd(),
  );
  console.log(`\n${title}\n${text.map((line) => `  ${line}`).join("\n")}`);
}
