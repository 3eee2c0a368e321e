import { describe, expect, test } from "vitest";
import { guessRegion } from "./guess-region.ts";

const IRANIAN = ["09121000050", "۰۹۳۵ ۱۰۰ ۲۳۸۵", "021-88776655", "ندارد"];
const AMERICAN = ["(415) 293-3313", "262.397.7937", "1-406-714-6467 x371", "303-407-2492"];

describe("guessRegion", () => {
  test("the country whose numbers most cells are, not the workspace's", () => {
    expect(guessRegion(AMERICAN, ["IR", "US", "GB"])).toBe("US");
    expect(guessRegion(IRANIAN, ["US", "IR", "GB"])).toBe("IR");
    expect(guessRegion(["020 7946 0958", "07400 123456"], ["IR", "US", "GB"])).toBe("GB");
  });

  test("where almost any digits are a number, the way they are written decides", () => {
    expect(guessRegion(AMERICAN, ["DE", "IR", "US"])).toBe("US");
  });

  test("Iranian mobiles from which a spreadsheet took the zero are Iranian", () => {
    expect(guessRegion(["9121000050", "9351002385", "9191003083"], ["US", "IR"])).toBe("IR");
  });

  test("international numbers and none at all say nothing: the workspace's own", () => {
    expect(guessRegion(["+989121000050", "+1 415 293 3313"], ["GB", "IR", "US"])).toBe("GB");
    expect(guessRegion(["ندارد", ""], ["TR", "IR"])).toBe("TR");
    expect(guessRegion([], ["IR", "US"])).toBe("IR");
  });
});
