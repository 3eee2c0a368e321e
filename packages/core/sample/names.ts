export type Gender = "she" | "he";
export type Generation = "elder" | "middle" | "young";

/** A name and the same name as it stands in an email address. */
export type Name = { text: string; slug: string };

export type Names = {
  given: Record<Gender, Record<Generation, Name[]>>;
  family: Name[];
  /** Children too young to be customers themselves. */
  children: Record<Gender, string[]>;
};

/** Reads «نسرین nasrin مریم maryam …»: name and spelling by turns. */
export function spelled(text: string): Name[] {
  const words = text.trim().split(/\s+/);
  const names: Name[] = [];
  for (let at = 0; at + 1 < words.length; at += 2) names.push({ text: words[at]!, slug: words[at + 1]! });
  return names;
}

/** Reads names whose spelling is their own. */
export function plain(text: string): Name[] {
  const words = text.trim().split(/\s+/);
  return words.map((word) => ({ text: word, slug: word.toLowerCase().replace(/[^a-z]/g, "") }));
}
