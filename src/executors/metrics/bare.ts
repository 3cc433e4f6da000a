/**
 * Numbers behind names with nothing but a blank between them: `| valid loss 6.14 | valid ppl 466.30`, `step 0: train loss 4.2, val
 * loss 4.3`, ` * Acc@1 69.8 Acc@5 89.1`. A sentence has such pairs, too: so the name must be one of those that models are judged by.
 */
import type { Entry } from "./line.ts";
import { numberOf, numeral } from "./numeral.ts";
import { higherIsBetter, lowerIsBetter, wordsOf } from "./quality-words.ts";

/** Words of a sentence besides: `the map 3`, `return 0`. */
const ordinary: ReadonlySet<string> = new Set(["time", "size", "map", "return", "score", "error", "err"]);
const judging: ReadonlySet<string> = new Set(
  [...higherIsBetter, ...lowerIsBetter].filter((word) => !ordinary.has(word)),
);

const word = "[A-Za-z_][\\w@/%-]{0,39}";

/** Up to three words and a number that ends where a word would. */
const pair = new RegExp(
  `(?<![\\w.@%/-])((?:${word}[ \\t]{1,4}){0,2}${word})[ \\t]{1,8}(${numeral})(?=$|s?(?:$|[\\s,;|%)\\]}]))`,
  "gi",
);

/** The longest line that is searched. */
const longest = 2000;

/**
 * What a line says so: the last word of each name is one of those, whatever is around it, as in `val_loss` and `Acc@1`.
 *
 * @param line  as `plain` gives it
 */
export function bareEntries(line: string): Entry[] {
  if (line.length > longest || line.startsWith("{")) return [];
  return Array.from(line.matchAll(pair), ([, name, number]) => ({
    name: name!.replace(/\s+/g, " "),
    value: numberOf(number!),
  })).filter(({ name }) => wordsOf(name.slice(name.lastIndexOf(" ") + 1)).some((part) => judging.has(part)));
}
