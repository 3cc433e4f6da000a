import { TunesmithError } from "../error.ts";
import { dimsOf, type Space } from "../space/index.ts";
import { fillPlaceholders, namedIn } from "./placeholders.ts";

/** Linux takes no longer word, its end included (MAX_ARG_STRLEN); other systems take less in all. */
export const longestWord = 131_071;

/**
 * Checks that every choice can reach the program where its name stands in the words: a system hands over no NUL and no word
 * of 128 kB, and a program takes a lone word that begins with "-" for an option.
 *
 * @throws TunesmithError "usage", with what to write instead
 */
export function checkWords(argv: readonly string[], space: Space): void {
  const end = argv.indexOf("--", 1);
  for (const { name, domain } of dimsOf(space)) {
    if (domain.kind !== "categorical") continue;
    const texts = domain.choices.map(String);
    argv.forEach((word, i) => {
      if (!namedIn([word], [name]).has(name)) return;
      for (const text of texts) checkWord(word, name, text);
      const areFlags = texts.every((text) => text === "" || text.startsWith("-"));
      const isLone = word === `{${name}}` && !(end >= 0 && i > end) && !areFlags;
      const option = texts.find((text) => /^-(?![\d.]|$)/.test(text));
      if (!isLone || option === undefined) return;
      throw new TunesmithError(
        "usage",
        `${word} may be "${option}", and programs take a word that begins with "-" for an option; write --${name}={${name}}, or put ${word} behind a "--".`,
      );
    });
  }
}

function checkWord(word: string, name: string, text: string): void {
  const filled = fillPlaceholders([word], new Map([[name, text]]), new Map());
  const isLong = filled.some((one) => Buffer.byteLength(one) > longestWord);
  if (!isLong && !text.includes("\0")) return;
  const what = isLong
    ? `a text of ${Buffer.byteLength(text)} bytes, and a word holds ${longestWord}`
    : "a text with a NUL, and no word can hold that";
  throw new TunesmithError(
    "usage",
    `a choice of "${name}" is ${what}; take ${word} out of the command, and read it from the file that TUNESMITH_PARAMS_FILE names.`,
  );
}
