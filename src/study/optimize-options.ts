/** What `optimize` is told. */
import { TunesmithError } from "../error.ts";
import type { History } from "../history/index.ts";
import { checkOptionNames } from "../option-names.ts";
import type { ActiveTrial } from "./active-trial.ts";
import { type HandedBack, show, type Told } from "./outcome.ts";
import type { Progress } from "./progress.ts";
import type { TrialView } from "./view.ts";

/**
 * What an objective gives: the value, or the values by goal; how the trial ended otherwise; or `{ state: "lost", why }` to
 * hand the trial back for another attempt. After a report was answered by "prune": anything.
 */
export type Answer = Told | HandedBack | undefined;

/** What is optimised: from a trial to its value, or its values by goal; it may be async, and it may throw. */
export type Objective<P> = (trial: ActiveTrial<P>) => Answer | Promise<Answer>;

export interface OptimizeOptions<P> {
  /** The study's total over all workers and all days; `Infinity` for no end. */
  readonly trials?: number;
  /** So many beyond those that were opened when this call began. */
  readonly moreTrials?: number;
  /** How many objectives run side by side in this process; default 1. */
  readonly parallel?: number;
  /** After so long no further trial is opened; those that run are waited for. */
  readonly timeoutMs?: number;
  /** Ends the search: no further trial is opened, `trial.signal` is aborted, and trials that throw then are handed back. */
  readonly signal?: AbortSignal;
  /** Asked before a trial is opened; words end the search, and are its reason. `tunesmith/stoppers` has some. */
  readonly stopWhen?: (history: History) => string | null;
  /** Called once for each trial of this worker, when its result is durably accepted. */
  readonly onTrial?: (trial: TrialView<P>) => void | Promise<void>;
  /**
   * Whether the point of the next trial is made while objectives run, so that nobody waits for it; where points take a model
   * (`auto`, `gp`, `forest`), for objectives that wait or with `asking: "thread"`, and take more than 5 ms. It knows of the results up
   * to then: one less than otherwise. Default false.
   */
  readonly askAhead?: boolean;
  /** Whether an objective that throws makes a failed trial (true, the default) or ends the search with its error. */
  readonly catchErrors?: boolean;
  /**
   * Whether the next trial goes into the log with the result of a quick one before it, for one wait for the disk instead of
   * two: before `stopWhen` and `onTrial` hear of that result. When `stopWhen` ends the search then, it is handed back; while `onTrial`
   * is on, or waits for the disk, it runs already, but no further one. Never after a failure. Default: where there is neither of them, and no `timeoutMs`.
   */
  readonly openAhead?: boolean;
  /** How often a trial whose objective throws is tried again, at the same point; default 0. Lost workers do not count. */
  readonly retries?: number;
  /** true: one line on standard error, if that is a terminal; or a function that is called after each trial. */
  readonly progress?: boolean | ((progress: Progress<P>) => void);
}

const known = [
  "trials",
  "moreTrials",
  "parallel",
  "timeoutMs",
  "signal",
  "stopWhen",
  "onTrial",
  "openAhead",
  "askAhead",
  "catchErrors",
  "retries",
  "progress",
];

/** @throws TunesmithError "option" */
export function checkOptions<P>(o: OptimizeOptions<P>): void {
  checkOptionNames("optimize", o, known);
  const isCount = (x: number) => x === Infinity || (Number.isSafeInteger(x) && x >= 0);
  for (const name of ["trials", "moreTrials", "timeoutMs", "retries"] as const) {
    const value = o[name];
    if (value !== undefined && !isCount(value) && !(name === "timeoutMs" && value >= 0)) {
      throw new TunesmithError(
        "option",
        `optimize: ${name} is ${show(value)}; it must be a whole number from 0.`,
      );
    }
  }
  if (o.parallel !== undefined && !(Number.isSafeInteger(o.parallel) && o.parallel >= 1)) {
    throw new TunesmithError(
      "option",
      `optimize: parallel is ${show(o.parallel)}; it must be a whole number from 1.`,
    );
  }
}
