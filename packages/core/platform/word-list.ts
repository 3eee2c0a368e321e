const BETWEEN = /:::|[,،؛;|\r\n]/;

/** Several words in one cell, so that `readWords` reads them back: one that holds a separator stands in quotes. */
export function writeWords(words: readonly string[], between: string): string {
  return words
    .map((word) => (BETWEEN.test(word) || word.startsWith('"') ? `"${word.replaceAll('"', '""')}"` : word))
    .join(between);
}

/** The words of a cell, as `writeWords` or another product wrote them, untrimmed; empty ones are left out. */
export function readWords(text: string): string[] {
  const words: string[] = [];
  let rest = text;
  while (rest !== "") {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(?=$|:::|[,،؛;|\r\n])/.exec(rest);
    const end = quoted ? quoted[0].length : (BETWEEN.exec(rest)?.index ?? rest.length);
    const word = quoted ? quoted[1]!.replaceAll('""', '"') : rest.slice(0, end);
    if (word.trim() !== "") words.push(word);
    rest = rest.slice(end).replace(BETWEEN_FIRST, "");
  }
  return words;
}

const BETWEEN_FIRST = new RegExp(`^(?:${BETWEEN.source})`);
