import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText, cleanWhole, foldText, foldWhole } from "./fold.ts";

const unit = fc.constantFrom(..."یيکكآاأءـ \u200c\u200f\u064b\u0654\u0301\n٣۳3aAéİıKß'’`~«»،؟.");

test("the short way and the long way fold and clean alike, every character of the basic plane among them", () => {
  const laws = (text: string) => {
    expect(foldText(text), text).toBe(foldWhole(text));
    expect(cleanText(text), text).toBe(cleanWhole(text));
  };
  for (let code = 0; code < 0x10000; code += 1) {
    const one = String.fromCharCode(code);
    for (const text of [one, `a${one}b`, `ا${one}`]) {
      if (foldText(text) !== foldWhole(text) || cleanText(text) !== cleanWhole(text)) laws(text);
    }
  }
  fc.assert(fc.property(fc.string({ unit }), laws));
});
