/** How a suggestion is made: from the log alone, so that worker and replay make the same. */
import { TunesmithError } from "../error.ts";
import type { Finished, Goals, History, Trial } from "../history/index.ts";
import { stream } from "../math/rng.ts";
import type { Ask, Problem, Sampler, Suggestion } from "../samplers/index.ts";
import { checkParams, type Domain, type Params, type Scalar, type Space } from "../space/index.ts";

/** What a sampler is asked on behalf of. */
interface Facts {
  readonly space: Space;
  readonly goals: Goals;
  readonly seed: number;
}

/** One sampler over one study: its state is the fold of the finished trials, brought up to date when asked. */
export class Suggester {
  readonly sampler: Sampler;
  readonly #facts: Facts;
  readonly #folds = new Map<string, Fold>();

  constructor(sampler: Sampler, facts: Facts) {
    this.sampler = sampler;
    this.#facts = facts;
  }

  /** The point for a trial, over the declared space. */
  point(history: History, number: number): Suggestion {
    const { space, seed } = this.#facts;
    const rng = stream(seed, this.sampler.spec.name, number);
    const suggestion = this.#ask(this.#declared(), { number, history, rng });
    return { ...suggestion, params: this.#checked(space, suggestion.params) };
  }

  /** The value of one define-by-run parameter for a trial: a problem of one domain, over the trials that had it. */
  value(
    history: History,
    number: number,
    name: string,
    domain: Domain,
  ): { value: Scalar; memo: Suggestion["memo"] } {
    const space = { [name]: domain };
    const fold = this.#fold(`${name} ${JSON.stringify(domain)}`, space, (trial) =>
      project(trial, name, domain),
    );
    const rng = stream(this.#facts.seed, `${this.sampler.spec.name}:${name}`, number);
    const seen = { ...history, trials: history.trials.map((t) => fold.see(t) ?? { ...t, params: null }) };
    fold.catchUp(history);
    const suggestion = this.#ask(fold, { number, history: seen, rng });
    return { value: this.#checked(space, suggestion.params)[name] as Scalar, memo: suggestion.memo };
  }

  /** How many points of the declared space are left to suggest; Infinity where there is no end. */
  left(history: History): number {
    const fold = this.#declared();
    fold.catchUp(history);
    const undecided = [...history.running].filter((n) => history.trials[n]!.params === null).length;
    return Math.max(0, this.sampler.left(fold.state, history) - undecided);
  }

  #declared(): Fold {
    return this.#fold("", this.#facts.space, (trial) => trial);
  }

  #fold(key: string, space: Space, see: (trial: Trial) => Trial | null): Fold {
    const known = this.#folds.get(key);
    if (known) return known;
    const fold = new Fold(this.sampler, { ...this.#facts, space }, see);
    this.#folds.set(key, fold);
    return fold;
  }

  #ask(fold: Fold, ask: Ask): Suggestion {
    fold.catchUp(ask.history);
    return this.sampler.ask(fold.state, ask);
  }

  #checked(space: Space, params: Params): Params {
    try {
      return checkParams(space, params);
    } catch (cause) {
      const what = cause instanceof Error ? cause.message : String(cause);
      throw new TunesmithError(
        "params",
        `sampler "${this.sampler.spec.name}" left the space: ${what} Please report this as a bug of the sampler.`,
        { cause },
      );
    }
  }
}

/** The state of a sampler after the first `told` of the finished trials. */
class Fold {
  state: unknown;
  readonly see: (trial: Trial) => Trial | null;
  readonly #sampler: Sampler;
  #told = 0;

  constructor(sampler: Sampler, problem: Problem, see: (trial: Trial) => Trial | null) {
    this.#sampler = sampler;
    this.see = see;
    this.state = sampler.init(problem);
  }

  catchUp(history: History): void {
    for (; this.#told < history.finished.length; this.#told++) {
      const trial = this.see(history.trials[history.finished[this.#told]!]!);
      if (trial) this.state = this.#sampler.tell(this.state, trial as Finished);
    }
  }
}

/** A trial as if it had that one parameter only; null when it had it not, or in another domain. */
function project(trial: Trial, name: string, domain: Domain): Trial | null {
  const had = trial.suggested[name];
  if (!had || !trial.params || JSON.stringify(had) !== JSON.stringify(domain)) return null;
  return { ...trial, params: { [name]: trial.params[name]! } };
}
