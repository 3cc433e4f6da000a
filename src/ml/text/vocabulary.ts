import { TunesmithError } from "../../error.ts";
import type { Matrix } from "../matrix.ts";
import { readerOf, type TokenParams } from "./tokens.ts";

/** The terms that are counted, ascending by code unit. */
export interface Vocabulary {
  readonly terms: readonly string[];
  /** Texts that each term is in, shape [terms]. */
  readonly texts: Float64Array;
  /** Texts. */
  readonly n: number;
}

/** @throws TunesmithError "data" where no term is left */
export function learnVocabulary(what: string, texts: readonly string[], params: TokenParams): Vocabulary {
  const read = readerOf(params);
  const seen = new Map<string, { texts: number; times: number }>();
  for (const text of texts) {
    const own = new Set<string>();
    for (const term of read(text)) {
      const count = seen.get(term) ?? { texts: 0, times: 0 };
      count.times += params.binary && own.has(term) ? 0 : 1;
      count.texts += own.has(term) ? 0 : 1;
      own.add(term);
      seen.set(term, count);
    }
  }
  const { minDf, maxDf, maxFeatures } = params;
  const n = texts.length;
  const least = minDf < 1 ? minDf * n : minDf;
  const most = maxDf === null ? Infinity : maxDf < 1 ? maxDf * n : maxDf;
  let kept = [...seen].filter(([, count]) => count.texts >= least && count.texts <= most);
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  if (maxFeatures !== null && kept.length > maxFeatures) {
    const often = [...kept].sort(([, a], [, b]) => b.times - a.times).slice(0, maxFeatures);
    const chosen = new Set(often.map(([term]) => term));
    kept = kept.filter(([term]) => chosen.has(term));
  }
  if (kept.length > 0) {
    return { terms: kept.map(([term]) => term), texts: Float64Array.from(kept, ([, c]) => c.texts), n };
  }
  throw new TunesmithError(
    "data",
    seen.size === 0
      ? `${what}: the texts have no words but stop words; look at tokenPattern and stopWords.`
      : `${what}: none of ${seen.size} terms is in ${minDf} texts or more and ${maxDf ?? n} or fewer; widen minDf or maxDf.`,
  );
}

/** How often each term comes, shape [texts, terms]. */
export function countTerms(texts: readonly string[], terms: readonly string[], params: TokenParams): Matrix {
  const read = readerOf(params);
  const placeOf = new Map(terms.map((term, place) => [term, place]));
  const cols = terms.length;
  const data = new Float64Array(texts.length * cols);
  texts.forEach((text, i) => {
    for (const term of read(text)) {
      const place = placeOf.get(term);
      if (place === undefined) continue;
      data[i * cols + place] = params.binary ? 1 : data[i * cols + place]! + 1;
    }
  });
  return { data, rows: texts.length, cols };
}
