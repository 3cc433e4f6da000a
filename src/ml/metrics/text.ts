import { TunesmithError } from "../../error.ts";
import { checkNumbers, checkPair, mean } from "./input.ts";

/**
 * How many tokens a model hesitates between on average: exp of the mean −ln p.
 *
 * @param logProbabilities  ln p of each token, at most 0
 * @returns from 1
 * @throws TunesmithError "shape" for no tokens, "data"
 */
export function perplexity(logProbabilities: readonly number[]): number {
  if (logProbabilities.length === 0) throw new TunesmithError("shape", "there are no tokens to score.");
  const above = checkNumbers("logProbabilities", logProbabilities).findIndex((value) => value > 0);
  if (above < 0) return Math.exp(-mean(logProbabilities));
  throw new TunesmithError(
    "data",
    `logProbabilities[${above}] is ${logProbabilities[above]}; the logarithm of a probability is at most 0.`,
  );
}

/**
 * How much translations have in common with references: the BLEU of a corpus, without smoothing.
 *
 * @param references  the token lists each sentence may match, shape [n][at least 1][any]
 * @param candidates  the tokens of each sentence, shape [n][any]
 * @param options.maxN  the longest run of tokens that is compared; default 4
 * @returns in [0, 1]; 0 when no run of `maxN` tokens matches
 * @throws TunesmithError "shape"
 * @source Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation"
 */
export function bleuScore(
  references: readonly (readonly (readonly string[])[])[],
  candidates: readonly (readonly string[])[],
  { maxN = 4 }: { readonly maxN?: number } = {},
): number {
  checkPair(references, candidates);
  let length = 0;
  let target = 0;
  const matched = Array<number>(maxN).fill(0);
  const total = Array<number>(maxN).fill(0);
  candidates.forEach((candidate, i) => {
    const own = references[i]!;
    if (own.length === 0)
      throw new TunesmithError("shape", `sentence ${i} has no reference; give at least one.`);
    length += candidate.length;
    target += own
      .map((reference) => reference.length)
      .reduce((a, b) => (nearer(a, b, candidate.length) ? a : b));
    for (let n = 1; n <= maxN; n++) {
      const most = new Map<string, number>();
      for (const reference of own) {
        for (const [run, times] of runsOf(reference, n)) most.set(run, Math.max(times, most.get(run) ?? 0));
      }
      for (const [run, times] of runsOf(candidate, n)) {
        matched[n - 1]! += Math.min(times, most.get(run) ?? 0);
        total[n - 1]! += times;
      }
    }
  });
  if (matched.includes(0)) return 0;
  const precision = mean(matched.map((count, n) => Math.log(count / total[n]!)));
  const brevity = length > target ? 0 : 1 - target / length; // ln BP
  return Math.exp(brevity + precision);
}

/** Whether a is nearer to a length than b; of equal ones the shorter. */
function nearer(a: number, b: number, length: number): boolean {
  const [da, db] = [Math.abs(a - length), Math.abs(b - length)];
  return da < db || (da === db && a <= b);
}

function runsOf(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const run = JSON.stringify(tokens.slice(i, i + n));
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}
