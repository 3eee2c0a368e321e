import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText } from "../fold.ts";
import { quickFold } from "./quick-fold.ts";

test("the short way and the long way fold alike, every character of the basic plane among them", () => {
  for (let code = 0; code < 0x10000; code += 1) {
    const text = String.fromCharCode(code);
    expect(quickFold(text), `U+${code.toString(16)}`).toBe(foldText(text));
  }
  const unit = fc.constantFrom(..."یيکكآاءـ \u200c\u064b٣۳3aAéİıKß'’`~«»،؟.");
  fc.assert(fc.property(fc.string({ unit }), (text) => quickFold(text) === foldText(text)));
});
