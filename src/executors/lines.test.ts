import fc from "fast-check";
import { expect, test } from "vitest";
import { lineReader } from "./lines.ts";

/** The lines of a text that comes in pieces of so many bytes. */
function linesOf(text: string, piece: number): string[] {
  const lines: string[] = [];
  const reader = lineReader((line) => lines.push(line));
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += piece) reader.push(bytes.subarray(i, i + piece));
  reader.end();
  return lines;
}

test("lines come out whole, wherever the pieces were cut, also within a letter", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "é", "数", "😀", " ") });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 5 }), (words, piece) => {
      const lines = linesOf(words.map((w) => `${w}\n`).join(""), piece);
      expect(lines).toEqual(words);
    }),
  );
});

test("a carriage return ends a line, as progress bars write it, and the last line may lack its end", () => {
  expect(linesOf("1 %\r2 %\r3 %\nloss=1", 1000)).toEqual(["1 %", "2 %", "3 %", "loss=1"]);
});

test("of a line of 50 MB the first million characters are kept", () => {
  const lines = linesOf(`${"x".repeat(50_000_000)}\nloss=1\n`, 65_536);
  expect(lines.map((line) => line.length)).toEqual([1_000_000, 6]);
});
