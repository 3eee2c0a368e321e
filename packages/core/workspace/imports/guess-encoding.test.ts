import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessEncoding } from "./guess-encoding.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

function windows(text: string, encoding: "windows-1256" | "windows-1252"): Uint8Array {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  // Node decodes these signs of Windows-1252 wrongly.
  const signs: Record<string, number> = { "€": 0x80, "“": 0x93, "”": 0x94, "–": 0x96 };
  return Uint8Array.from(text, (letter) => signs[letter] ?? letters.indexOf(letter));
}

const PERSIAN = "نام,نام خانوادگي,موبايل\r\nمحمدرضا,ميرزايي,09121000050\r\nپريسا,گنجي,09351000050\r\n";

describe("guessEncoding", () => {
  test("a byte order mark decides", () => {
    expect(guessEncoding(utf8("\ufeffa,b"))).toBe("utf-8");
    expect(guessEncoding(utf16("\ufeffa,b", true))).toBe("utf-16le");
    expect(guessEncoding(utf16("\ufeffa,b", false))).toBe("utf-16be");
  });

  test("UTF-16 shows in its zero bytes without a mark", () => {
    expect(guessEncoding(utf16(PERSIAN, true))).toBe("utf-16le");
    expect(guessEncoding(utf16(PERSIAN, false))).toBe("utf-16be");
    expect(guessEncoding(utf16("name,phone\r\nAli,0912\r\n", true))).toBe("utf-16le");
  });

  test("one zero byte does not make UTF-16", () => {
    expect(guessEncoding(utf8("name,phone\nAli\0,0912\n"))).toBe("utf-8");
  });

  test("plain ASCII and nothing at all are UTF-8", () => {
    expect(guessEncoding(utf8("name,phone\nAli,0912\n"))).toBe("utf-8");
    expect(guessEncoding(new Uint8Array())).toBe("utf-8");
  });

  test("UTF-8 is recognised wherever its bytes are cut off", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.nat(3), (text, cut) => {
        const bytes = utf8(`سلام,${text.replaceAll("\0", "")}😀`);
        expect(guessEncoding(bytes.subarray(0, bytes.length - cut))).toBe("utf-8");
      }),
    );
  });

  test("one damaged character does not unmake UTF-8", () => {
    const bytes = utf8(PERSIAN);
    expect(guessEncoding(Uint8Array.from([...bytes.subarray(0, 31), ...bytes.subarray(32)]))).toBe("utf-8");
  });

  test("old Persian files are Windows-1256", () => {
    expect(guessEncoding(windows(PERSIAN, "windows-1256"))).toBe("windows-1256");
    expect(guessEncoding(windows("name,city\r\nAli Rezaei,يزد\r\n", "windows-1256"))).toBe("windows-1256");
  });

  test.each([
    "name,city\r\nJosé Müller,Zürich\r\n",
    "prénom,ville\r\nNoël Brûlé,Besançon – “café” 5€\r\n",
    "Ærø,Åse Øster\r\n",
  ])("%j is Windows-1252", (text) => {
    expect(guessEncoding(windows(text, "windows-1252"))).toBe("windows-1252");
  });
});
