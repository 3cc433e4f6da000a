/** Which step of a training a line speaks of. */

/** An epoch that is written with a point counts in hundredths: Hugging Face's Trainer reports at 0.5, 1.0, 1.5 … */
const perEpoch = 100;

const words =
  /\b(global_step|step|epoch|iteration|iter|round|episode)\b["']?[ \t]{0,3}[=:#]?[ \t]{0,3}["']?\[? {0,3}(\d+(?:\.\d+)?)(?=$|[\s,;|/)\]}:%"'])/gi;

/** `[12]` and a tab, as XGBoost and LightGBM begin a line; `12:` and a tab, as CatBoost does. */
const atStart = /^\[(\d+)\]\t|^(\d+):\t/;

/** The rank of a name that counts steps, the coarsest first; null for any other name. */
export function epochStep(name: string): number | null {
  const rank = ["epoch", "episode", "global_step", "round", "iteration", "iter", "step"].indexOf(
    name.toLowerCase(),
  );
  return rank < 0 ? null : rank;
}

/** Reads a step as it is written; null for what is no step. */
export function stepOfText(name: string, text: string): number | null {
  const value = Number(text);
  const step = name.toLowerCase() === "epoch" && text.includes(".") ? Math.round(value * perEpoch) : value;
  return text.trim() !== "" && Number.isSafeInteger(step) && step >= 0 ? step : null;
}

/**
 * The step of a line: the coarsest count in it.
 *
 * @param found  the names and numbers of the line, for JSON, whose quotes and signs the words here do not read
 * @returns `isWithin`: a finer count stands beside it, so the line speaks of a part of the step
 */
export function stepOf(
  line: string,
  found: readonly { readonly name: string; readonly value: number }[],
): { readonly step: number | null; readonly isWithin: boolean } {
  const counts = Array.from(line.matchAll(words), ([, name, text]) => ({ name: name!, text: text! }));
  for (const { name, value } of found) {
    if (epochStep(name) !== null && !counts.some((c) => c.name === name))
      counts.push({ name, text: String(value) });
  }
  const [coarsest, finer] = counts
    .map(({ name, text }) => ({ rank: epochStep(name)!, step: stepOfText(name, text) }))
    .filter(({ step }) => step !== null)
    .sort((a, b) => a.rank - b.rank);
  if (coarsest) return { step: coarsest.step, isWithin: finer !== undefined && finer.rank > coarsest.rank };
  const [, a, b] = atStart.exec(line) ?? [];
  const bare = a ?? b;
  return { step: bare === undefined ? null : Number(bare), isWithin: false };
}
