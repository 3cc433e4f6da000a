import { bestOf, paretoOf } from "../history/index.ts";
import type { Params } from "../space/index.ts";
import { Steered } from "./steered.ts";
import { type TrialView, viewOf } from "./view.ts";

/** What a study has come to, as far as its handle has read the log. */
export abstract class Shown<P = Params> extends Steered {
  /** All trials by number, as this handle knows them. */
  get trials(): readonly TrialView<P>[] {
    return this.history.trials.map((t) => viewOf<P>(this.goals, t));
  }

  /** The best feasible complete trial; null while there is none, and with several optimised goals (see `pareto`). */
  get best(): TrialView<P> | null {
    const best = bestOf(this.history);
    return best && viewOf<P>(this.goals, best);
  }

  /** The feasible complete trials that no other beats in all goals. */
  get pareto(): readonly TrialView<P>[] {
    return paretoOf(this.history).map((t) => viewOf<P>(this.goals, t));
  }
}
