/** Searches without a study: a real log, folded by the one reducer, in one process and in no time. */
import {
  type Finished,
  type Goals,
  type History,
  isFinished,
  type Outcome,
  type StudyEvent,
} from "../history/index.ts";
import { below, stream } from "../math/rng.ts";
import type { Problem, Sampler, Suggestion } from "../samplers/index.ts";
import { categorical, encode, float, int, type Params, type Space } from "../space/index.ts";
import { TestLog } from "./test-log.ts";

/** How a trial goes: its value, or what it reports, how it ends, and how many ms pass meanwhile. */
export type Evaluated =
  | number
  | { readonly curve?: readonly number[]; readonly outcome: Outcome; readonly ms?: number };

/** What {@link drive} needs to know. */
export interface Drive {
  /** How many trials are opened; fewer where the sampler has no point left. */
  readonly trials: number;
  /** How many run side by side; they end in random order. Default 1. */
  readonly parallel?: number;
  /** Events before the first trial, such as points that are enqueued. */
  readonly before?: readonly StudyEvent[];
}

/** What came of a search. */
export interface Driven<State> extends Pick<TestLog, "log" | "history"> {
  readonly state: State;
  /** What the sampler suggested, in the order in which it was asked. */
  readonly suggestions: readonly (Suggestion & { readonly number: number })[];
}

/**
 * Runs a search: opens and asks, evaluates, tells, as a study does.
 *
 * @param evaluate  from a point and its trial's number to how the trial goes
 * @example drive(random(), { space, goals, seed: 1 }, ({ x }) => x ** 2, { trials: 20, parallel: 4 })
 */
export function drive<State>(
  sampler: Sampler<State>,
  problem: Problem,
  evaluate: (params: Params, number: number) => Evaluated,
  { trials, parallel = 1, before = [] }: Drive,
): Driven<State> {
  const log = new TestLog(problem);
  log.append(...before);
  const { history } = log;
  const whoEnds = stream(problem.seed, "drive", 0);
  const suggestions: (Suggestion & { number: number })[] = [];
  let state = sampler.init(problem);

  const open = () => {
    const number = log.open();
    if (history.trials[number]!.params !== null) return; // it was enqueued
    const rng = stream(problem.seed, sampler.spec.name, number);
    const suggestion = sampler.ask(state, { number, history, rng });
    suggestions.push({ number, ...suggestion });
    log.ask(number, suggestion.params, suggestion.memo);
  };
  const end = (number: number) => {
    const evaluated = evaluate(history.trials[number]!.params!, number);
    const {
      curve,
      outcome,
      ms = 0,
    } = typeof evaluated === "number" ? endOf(problem.goals, evaluated) : evaluated;
    log.pass(ms);
    if (curve) log.report(number, curve);
    log.finish(number, outcome);
    state = sampler.tell(state, history.trials[number] as Finished);
  };
  for (;;) {
    while (history.trials.length < trials && history.running.size < parallel) {
      if (history.queue.length === 0 && sampler.left(state, history) <= 0) break;
      open();
    }
    const running = [...history.running];
    if (running.length === 0) return { log: log.log, history, state, suggestions };
    end(running[below(whoEnds, running.length)]!);
  }
}

/** All goals get the same value. */
function endOf(goals: Goals, value: number): Exclude<Evaluated, number> {
  const values = Object.fromEntries(Object.keys(goals).map((name) => [name, value]));
  return { outcome: { state: "complete", values } };
}

/** The finished trials of a history, in the order in which they ended. */
export function finishedIn(history: History): Finished[] {
  return history.finished.map((number) => history.trials[number]!).filter(isFinished);
}

const goldenSpace: Space = {
  rate: float(1e-5, 1e-1, { log: true }),
  units: int(16, 1024, { log: true }),
  dropout: float(0, 0.5),
  act: categorical(["relu", "tanh", "gelu"]),
};

/**
 * The first 8 answers of a sampler on a fixed problem, for an inline snapshot: who changes them changes every study that
 * goes on after an update, and has to say so.
 */
export function goldenLine(sampler: Sampler): string[] {
  const problem: Problem = { space: goldenSpace, goals: { value: "minimize" }, seed: 42 };
  const loss = (params: Params) => encode(goldenSpace, params).reduce((sum, u) => sum + (u - 0.3) ** 2, 0);
  const { suggestions } = drive(sampler, problem, loss, { trials: 8 });
  return suggestions.map(({ params }) => Object.values(params).map(String).join(" "));
}
