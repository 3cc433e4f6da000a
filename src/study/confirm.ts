import {
  type Confirmation,
  type ConfirmationOptions,
  confirmationOf,
} from "../analysis/confirmation/confirmation.ts";
import { checkKnown, TunesmithError } from "../error.ts";
import {
  changed,
  type Folds,
  feasible,
  type History,
  lossesOf,
  objectivesOf,
  type Trial,
} from "../history/index.ts";
import { sortPart } from "../math/sort-part.ts";
import { keyOf } from "../space/index.ts";
import type { Answer } from "./optimize-options.ts";
import { outcomeOf, type Told, whyOf } from "./outcome.ts";
import { seedOf } from "./seed.ts";
import type { Worker } from "./worker.ts";

/** How the best trials are evaluated again. */
export interface ConfirmOptions extends ConfirmationOptions {
  /** How many of the best are candidates; from 1, default 5. */
  readonly top?: number;
  /** The numbers of the trials that may be candidates; default all that are complete. */
  readonly among?: readonly number[];
  /** How often each of them is evaluated at most; from 1, default 5. */
  readonly rounds?: number;
  /** How many evaluations run side by side; default 1. */
  readonly parallel?: number;
  /** Ends the confirmation; what was evaluated stays, and the next one goes on there. */
  readonly signal?: AbortSignal;
  /** Told each evaluation, once it is in the log. */
  readonly onRepeat?: (repeat: {
    readonly number: number;
    readonly round: number;
    readonly value: number | null;
  }) => void;
}

/** What an evaluation gives: as to `optimize`; or a cross-validation's values on fresh folds, whose mean is the result. */
export type RepeatAnswer = Answer | { readonly folds: Folds };

/** Who evaluates a trial again, with that seed. */
export type Repeater = (trial: Trial, seed: number, signal: AbortSignal) => Promise<RepeatAnswer>;

/** Who is less likely than this to be the best is evaluated no more: of 5 candidates, 4 are lost by chance once in 25 confirmations. */
const least = 0.01;

/** Before so many rounds nobody is left out: the noise is not known yet, and an interval from two rounds is as wide as the world. */
const startupRounds = 3;

/**
 * Evaluates the best trials again in rounds: in each, all candidates that may still be the best get the same new seed.
 *
 * A seed that a trial was repeated with already is not tried again: so a confirmation that was cut goes on, and the same line again does
 * nothing.
 *
 * @throws see `Study.confirm`
 */
export async function confirm(log: Worker, again: Repeater, options: ConfirmOptions): Promise<Confirmation> {
  checkOptions(options);
  const {
    top = 5,
    among,
    rounds = 5,
    parallel = 1,
    simpler,
    signal = new AbortController().signal,
    onRepeat,
  } = options;
  await log.sync();
  const read = () => confirmationOf(log.history, simpler ? { simpler } : {});
  read(); // refuses what cannot be read before anything is run
  const candidates = topOf(log.history, top, among);
  if (candidates.length === 0) {
    throw new TunesmithError(
      "trial",
      `study "${log.study}" has no complete trial that keeps all bounds: nothing to confirm.`,
    );
  }
  const { goals } = log.history.study!;
  const [goal] = objectivesOf(goals);
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const { seed, trials: left } = leftOf(log.history, candidates, round);
    const one = async (): Promise<void> => {
      for (let trial = left.shift(); trial && !signal.aborted; trial = left.shift()) {
        const answer = await attempt(again, { trial, seed, round, signal });
        if (answer === null) return; // cut
        const folds = foldsIn(answer);
        const outcome = outcomeOf(goals, folds ? mean(folds.values) : (answer as Told));
        const more = folds && outcome.state === "complete" ? { folds } : {};
        await log.append({
          type: "trial.repeated",
          number: trial.number,
          by: log.id,
          seed,
          outcome,
          ...more,
        });
        onRepeat?.({
          ...{ number: trial.number, round },
          value: outcome.state === "complete" ? outcome.values[goal!]! : null,
        });
      }
    };
    await Promise.all(Array.from({ length: parallel }, one));
  }
  return read();
}

/** An evaluation that a confirmation wants next. */
export interface DueRepeat {
  readonly number: number;
  readonly round: number;
  readonly seed: number;
}

/**
 * What a confirmation would evaluate next: all that is left of its first round that is not done, for who evaluates elsewhere.
 *
 * @throws see `Study.confirm`
 */
export function dueRepeats(
  history: History,
  { top = 5, rounds = 5 }: Pick<ConfirmOptions, "top" | "rounds">,
): DueRepeat[] {
  const candidates = topOf(history, top, undefined);
  for (let round = 0; round < rounds; round++) {
    const { seed, trials } = leftOf(history, candidates, round);
    if (trials.length > 0) return trials.map(({ number }) => ({ number, round, seed }));
  }
  return [];
}

/** The seed of a round, and the candidates that are still to be evaluated in it. */
function leftOf(history: History, candidates: readonly number[], round: number) {
  const seed = seedOf(history.study!.seed, "confirm", round);
  const trials = racing(round >= startupRounds ? confirmationOf(history) : null, candidates)
    .map((number) => history.trials[number]!)
    .filter((t) => !t.repeats.some((r) => r.seed === seed));
  return { seed, trials };
}

interface Attempt {
  readonly trial: Trial;
  readonly seed: number;
  readonly round: number;
  readonly signal: AbortSignal;
}

/** One evaluation; null when it was cut. An objective that throws has failed, and so has a command that handed its trial back. */
async function attempt(
  again: Repeater,
  { trial, seed, round, signal }: Attempt,
): Promise<RepeatAnswer | null> {
  const { suggested, params } = trial;
  const chosen = Object.fromEntries(Object.keys(suggested).map((name) => [name, params![name] as never]));
  const declared = Object.fromEntries(
    Object.entries(params!).filter(([name]) => !Object.hasOwn(suggested, name)),
  );
  // As it was when it was opened; a further attempt, so that files of the first one are not overwritten.
  const anew = changed(trial, {
    params: declared,
    suggested: {},
    fixed: chosen,
    attempt: trial.attempt + 1 + round,
  });
  try {
    const answer = await again(anew, seed, signal);
    const isLost = typeof answer === "object" && "state" in answer && answer.state === "lost";
    return isLost ? { state: "failed", why: answer.why as string } : answer;
  } catch (error) {
    return signal.aborted ? null : { state: "failed", why: whyOf(error) };
  }
}

function foldsIn(answer: RepeatAnswer): Folds | null {
  const isObject = typeof answer === "object" && "folds" in answer && typeof answer.folds === "object";
  return isObject ? (answer.folds as Folds) : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** The numbers of the best, each point once. */
function topOf(history: History, top: number, among: readonly number[] | undefined): number[] {
  const { goals, space } = history.study!;
  const isAsked = (t: Trial) => !t.isOutside && (among?.includes(t.number) ?? true);
  const trials = feasible(history, isAsked).sort((a, b) => a.number - b.number);
  const losses = Float64Array.from(trials, (t) => lossesOf(goals, t.values)[0]!);
  const order = Uint32Array.from(trials, (_, i) => i);
  const best = new Map<string, number>(); // the numbers by their points
  for (let [from, to] = [0, top]; from < order.length && best.size < top; [from, to] = [to, 2 * to]) {
    for (const i of sortPart(order, losses, from, to).subarray(from, to)) {
      const { suggested, params, number } = trials[i]!;
      const key = Object.keys(suggested).length > 0 ? JSON.stringify(params) : keyOf(space, params);
      if (best.size < top && !best.has(key)) best.set(key, number);
    }
  }
  return [...best.values()];
}

/** Those of the candidates that may still be the best. */
function racing(known: Confirmation | null, candidates: readonly number[]): readonly number[] {
  if (!known) return candidates;
  const mayBe = candidates.filter((number) => {
    const found = known.candidates.find((c) => c.number === number);
    return !found || found.chance >= least;
  });
  return mayBe.length > 1 ? mayBe : [];
}

function checkOptions(options: ConfirmOptions): void {
  checkKnown("confirm", options, ["top", "rounds", "parallel", "signal", "onRepeat", "simpler", "among"]);
  for (const name of ["top", "rounds", "parallel"] as const) {
    const value = options[name];
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) continue;
    throw new TunesmithError("option", `confirm: ${name} is ${value}; it must be a whole number from 1.`);
  }
}
