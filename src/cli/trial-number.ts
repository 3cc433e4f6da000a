import { TunesmithError } from "../error.ts";
import type { StudyView } from "../study/index.ts";

/**
 * The number of a trial, as a word of the command line.
 *
 * @throws TunesmithError "trial" when the study has none of that number
 */
export function numberIn({ name, trials }: Pick<StudyView, "name" | "trials">, word: string): number {
  if (/^\d+$/.test(word) && trials[Number(word)]) return Number(word);
  const has = trials.length === 0 ? "no trials yet" : `trials 0 to ${trials.length - 1}`;
  throw new TunesmithError("trial", `there is no trial ${word}; study "${name}" has ${has}.`);
}

/** Reads the number of a trial. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new TunesmithError("usage", `"${text}" is no number of a trial; trials are numbered from 0.`);
}
