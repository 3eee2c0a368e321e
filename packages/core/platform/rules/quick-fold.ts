import { foldText } from "../fold.ts";

// Lower-case letters, digits and signs that the fold leaves as they are, in words with one space between them.
const LETTERS = "a-z0-9!-/:-@[-`{-~«»،؛؟ءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
const FOLDED = new RegExp(`^[${LETTERS}]+(?: [${LETTERS}]+)*$`);

/** `foldText`, about ten times as fast on most names: those which only need lower case, if that. */
export function quickFold(text: string): string {
  const lower = text.toLowerCase();
  return FOLDED.test(lower) ? lower : foldText(text);
}
