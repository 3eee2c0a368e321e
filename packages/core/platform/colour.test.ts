import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, shadesOf } from "./colour.ts";

test("contrast is WCAG's: black on white 21, grey #767676 on white just enough", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#767676", "#ffffff")).toBeGreaterThanOrEqual(4.5);
  expect(contrast("#777777", "#ffffff")).toBeLessThan(4.5);
});

test("whatever colour is chosen, words in it and words on it can be read, by day and by night", () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(colour, (accent) => {
      const { light, dark } = shadesOf(accent);
      for (const { accent: shade, soft, on } of [light, dark]) {
        expect(contrast(shade, on)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(shade, soft)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(light.accent, "#ffffff")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark.accent, "#14201f")).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
