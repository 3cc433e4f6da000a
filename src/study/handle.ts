import type { Goals, History } from "../history/index.ts";
import type { ActiveTrial } from "./active-trial.ts";
import type { Limit, Next } from "./open-trial.ts";
import type { Told } from "./outcome.ts";
import type { TrialView } from "./view.ts";

/** A result that counts. */
export interface Accepted<P> {
  /** The trial as it now stands. */
  readonly view: TrialView<P>;
  /** Settled when it is on the disk. */
  readonly durable: Promise<void>;
}

/** How a trial is opened along with the result before it. */
interface OpeningAhead<P> {
  tellAndOpen(number: number, told: Told, limit: Limit): Promise<Accepted<P>>;
  /** Begins to make the next point while trials run. */
  askAhead(limit: Limit): void;
  /** Hands back what was opened so and nobody began. */
  handBack(): Promise<void>;
}

/** What the loop of `optimize` and its progress line need of a study. */
export interface Handle<P> extends OpeningAhead<P> {
  readonly name: string;
  readonly goals: Goals;
  readonly history: History;
  readonly best: TrialView<P> | null;
  readonly pareto: readonly TrialView<P>[];
  refresh(): Promise<void>;
  /** The next trial, or why there is none. */
  next(limit: Limit, signal: AbortSignal): Promise<ActiveNext<P>>;
  tell(number: number, told: Told): Promise<TrialView<P>>;
  release(number: number, why: string, o?: { readonly isToBlame: boolean }): Promise<void>;
  /** Whether this handle runs that trial. */
  holds(number: number): boolean;
}

/** What `next` answers. */
export type ActiveNext<P> =
  | { readonly kind: "trial"; readonly trial: ActiveTrial<P> }
  | Exclude<Next, { readonly kind: "trial" }>;
