import { countOrShare, flag, type OptionsOf, orNull, type Rule, wholeFrom } from "../options.ts";

export interface TokenParams {
  /** Whether letters become small first; default true. */
  readonly lowercase: boolean;
  /** What a word is, as the source of a regular expression with the flags "gu"; default two letters, digits or _ at least. */
  readonly tokenPattern: string;
  /** So many words in a row make a term, [at least, at most]; default [1, 1]. */
  readonly ngramRange: readonly [number, number];
  /** Words that are left out; default null: none. */
  readonly stopWords: readonly string[] | null;
  /** Terms of fewer texts are left out: a whole number of texts from 1, or a share of them; default 1. */
  readonly minDf: number;
  /** Terms of more texts are left out: a whole number of texts from 1, or a share of them; default null: none. */
  readonly maxDf: number | null;
  /** Only so many terms are kept, those that come most often; default null: all. */
  readonly maxFeatures: number | null;
  /** Whether a term counts once in a text; default false. */
  readonly binary: boolean;
}

const pattern: Rule = {
  takes: (v) => typeof v === "string" && isPattern(v),
  want: "the source of a regular expression",
};
const words: Rule = {
  takes: (v) => v === null || (Array.isArray(v) && v.every((word) => typeof word === "string")),
  want: "a list of words, or null",
};
const range: Rule = {
  takes: (v) =>
    Array.isArray(v) && v.length === 2 && v.every((n) => Number.isSafeInteger(n) && n >= 1) && v[0] <= v[1],
  want: "two whole numbers from 1, the smaller first",
};

/** scikit-learn's `\b\w\w+\b`: Python's \w are letters and digits of all scripts, and _. */
const usualPattern = "[\\p{L}\\p{N}_]{2,}";

export const tokenOptions: OptionsOf<TokenParams> = {
  lowercase: [true, flag],
  tokenPattern: [usualPattern, pattern],
  ngramRange: [[1, 1], range],
  stopWords: [null, words],
  minDf: [1, countOrShare],
  maxDf: [null, orNull(countOrShare)],
  maxFeatures: [null, orNull(wholeFrom(1))],
  binary: [false, flag],
};

/** Reads the terms of a text, one after the other: words, then pairs, and so on. */
export function readerOf({
  lowercase,
  tokenPattern,
  ngramRange: [least, most],
  stopWords,
}: TokenParams): (text: string) => string[] {
  const word = new RegExp(tokenPattern, "gu");
  const stop = new Set(stopWords);
  return (text) => {
    const found = (lowercase ? text.toLowerCase() : text).match(word) ?? [];
    const tokens = stop.size > 0 ? found.filter((token) => !stop.has(token)) : found;
    if (most === 1) return tokens;
    const terms: string[] = [];
    for (let n = least; n <= most; n++) {
      for (let i = 0; i + n <= tokens.length; i++) terms.push(tokens.slice(i, i + n).join(" "));
    }
    return terms;
  };
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, "gu");
    return true;
  } catch {
    return false;
  }
}
