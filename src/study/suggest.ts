/** How a suggestion is made: from the log alone, so that worker and replay make the same. */
import { TunesmithError } from "../error.ts";
import { changed, type Finished, type History, type StudyFacts, type Trial } from "../history/index.ts";
import { type Rng, stream } from "../math/rng.ts";
import {
  type Ask,
  checkTraits,
  type Problem,
  type Sampler,
  type Suggestion,
  samplerKinds,
  type Trait,
  type Walk,
} from "../samplers/index.ts";
import {
  brokenBy,
  checkParams,
  type Domain,
  drawAllowed,
  type Params,
  type Scalar,
  type Space,
} from "../space/index.ts";
import { Families } from "./families.ts";
import { type Family, pointOf, spaceOf, valuesOf } from "./family.ts";

/** Values of define-by-run parameters, by name, and how they came about. */
export interface Drawn {
  readonly values: ReadonlyMap<string, { readonly domain: Domain; readonly value: Scalar }>;
  readonly memo: Suggestion["memo"];
}

const definedByRun: ReadonlySet<Trait> = new Set(["define-by-run"]);

/** One sampler over one study: its state is the fold of the finished trials, brought up to date when asked. */
export class Suggester {
  readonly sampler: Sampler;
  readonly #folds = new Map<string, Fold>();
  readonly #families = new Families();
  readonly #withoutPoint = remembered((trial) => changed(trial, { params: null }));

  constructor(sampler: Sampler) {
    this.sampler = sampler;
  }

  /** The point for a trial, over the declared space. */
  point(history: History, number: number): Suggestion {
    const { space, seed } = factsOf(history);
    const rng = stream(seed, this.sampler.spec.name, number);
    const fold = this.#declared();
    const seen = history.steering.spaceVersion === 0 ? history : fold.projected(history);
    const suggestion = this.#ask(fold, { number, history: seen, rng }, history);
    const params = this.#checked(space, suggestion.params);
    return within(factsOf(history), { ...suggestion, params }, rng);
  }

  /**
   * The value of a define-by-run parameter, and of those that are asked for with it: a problem of their own, over the trials
   * that had them. A sampler that goes by the way to a parameter gives its value alone.
   *
   * @throws TunesmithError "unsupported" where the sampler cannot
   */
  together(history: History, number: number, walk: Walk): Drawn {
    checkTraits(this.sampler, definedByRun, samplerKinds());
    const { name, domain } = walk;
    if (this.sampler.step) return this.#stepped(history, number, walk);
    const drawn = this.#draw(history, number, this.#families.of(history, name, domain));
    // An objective that goes where none went before asks for what the point has not.
    const isThere = JSON.stringify(drawn.values.get(name)?.domain) === JSON.stringify(domain);
    return isThere ? drawn : this.#draw(history, number, [{ name, domain }]);
  }

  #stepped(history: History, number: number, walk: Walk): Drawn {
    const { name, domain } = walk;
    const fold = this.#declared();
    fold.catchUp(history);
    const rng = stream(factsOf(history).seed, `${this.sampler.spec.name}:${name}`, number);
    const { value, memo } = this.sampler.step!(fold.state, walk, { number, history, rng });
    return { values: new Map([[name, { domain, value }]]), memo };
  }

  #draw(history: History, number: number, family: Family): Drawn {
    const key = JSON.stringify(family);
    const fold = this.#fold(
      key,
      () => spaceOf(family),
      remembered((trial) => {
        const params = pointOf(family, trial);
        return params && changed(trial, { params });
      }),
    );
    const names = family.map(({ name }) => name).join(" ");
    const rng = stream(factsOf(history).seed, `${this.sampler.spec.name}:${names}`, number);
    const seen = {
      ...history,
      trials: history.trials.map((t) => fold.see(t, history) ?? this.#withoutPoint(t)),
    };
    const { params, memo } = this.#ask(fold, { number, history: seen, rng }, history);
    return { values: valuesOf(family, this.#checked(spaceOf(family), params)), memo };
  }

  /** How many points of the declared space are left to suggest; Infinity where there is no end. */
  left(history: History): number {
    const fold = this.#declared();
    fold.catchUp(history);
    const undecided = [...history.running].filter((n) => history.trials[n]!.params === null).length;
    const seen = history.steering.spaceVersion === 0 ? history : fold.projected(history);
    return Math.max(0, this.sampler.left(fold.state, seen) - undecided);
  }

  /** Whether its points over the declared space are the same, whatever other trials there are. */
  isBlind(history: History): boolean {
    const fold = this.#declared();
    fold.catchUp(history);
    return this.sampler.isBlind?.(fold.state) ?? false;
  }

  #declared(): Fold {
    return this.#fold("", (history) => factsOf(history).space, inSpace);
  }

  #fold(key: string, spaceOf: Fold["spaceOf"], see: Fold["see"]): Fold {
    const known = this.#folds.get(key);
    if (known) return known;
    const fold = new Fold(this.sampler, spaceOf, see);
    this.#folds.set(key, fold);
    return fold;
  }

  /** @param history  what is folded; `ask.history` is the same as the fold sees it */
  #ask(fold: Fold, ask: Ask, history: History): Suggestion {
    fold.catchUp(history);
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

/** A suggestion that holds the constraints of the study: one of a sampler that did not look gives way to a random one. */
function within(facts: StudyFacts, suggestion: Suggestion, rng: Rng): Suggestion {
  const broken = brokenBy(facts, suggestion.params);
  if (broken === null) return suggestion;
  const params = drawAllowed(facts, rng);
  if (params === null) {
    const what = `no point was found that holds the constraints of this study, such as "${broken}"`;
    throw new TunesmithError("space", `${what}; make a new one with looser ones.`);
  }
  return { params, memo: { why: `drawn at random: what the sampler proposed breaks "${broken}"` } };
}

/** The study of a history that has one. */
function factsOf(history: History): StudyFacts {
  return history.study!;
}

/** The state of a sampler after the first `told` of the finished trials. */
class Fold {
  state: unknown;
  readonly spaceOf: (history: History) => Space;
  /** A trial as the sampler sees it; null for one that means nothing to it. */
  readonly see: (trial: Trial, history: History) => Trial | null;
  readonly #sampler: Sampler;
  #told = 0;
  #revision = -1;

  constructor(sampler: Sampler, spaceOf: Fold["spaceOf"], see: Fold["see"]) {
    this.#sampler = sampler;
    this.spaceOf = spaceOf;
    this.see = see;
  }

  catchUp(history: History): void {
    if (this.#revision !== history.revision) this.#begin(history);
    for (; this.#told < history.finished.length; this.#told++) {
      const trial = this.see(history.trials[history.finished[this.#told]!]!, history);
      if (trial) this.state = this.#sampler.tell(this.state, trial as Finished);
    }
  }

  /** A history in which only what the sampler sees has a point, or has ended. */
  projected(history: History): History {
    const trials = history.trials.map((t) => this.see(t, history) ?? changed(t, { params: null }));
    return { ...history, trials, finished: history.finished.filter((n) => trials[n]!.params !== null) };
  }

  /** At first, and when what had ended was changed. */
  #begin(history: History): void {
    const { space: declared, goals, seed, constraints } = factsOf(history);
    const space = this.spaceOf(history);
    const problem: Problem = {
      space,
      goals,
      seed,
      ...(space === declared && constraints ? { constraints } : {}),
    };
    this.state = this.#sampler.init(problem);
    this.#told = 0;
    this.#revision = history.revision;
  }
}

/** A trial in the declared space: not one that a change has left outside; and what a memo said of another space is gone. */
function inSpace(trial: Trial, { steering }: History): Trial | null {
  if (trial.isOutside) return null;
  if (trial.spaceVersion === steering.spaceVersion) return trial;
  return changed(trial, { memo: { why: `chosen in version ${trial.spaceVersion} of the space` } });
}

/** What is made of a trial, once for each: a trial never changes. */
function remembered<T extends Trial | null>(make: (trial: Trial) => T): (trial: Trial) => T {
  const made = new WeakMap<Trial, T>();
  return (trial) => {
    const known = made.get(trial);
    if (known !== undefined) return known;
    const fresh = make(trial);
    made.set(trial, fresh);
    return fresh;
  };
}
