import type { History, Spec, Trial } from "../history/index.ts";
import { checkOptions, type ParamsOf, type Space } from "../space/index.ts";

/** What is to become of a running trial, and why. */
export type Verdict = { readonly kind: "continue" } | { readonly kind: "stop"; readonly why: string };

/** The verdict that nothing is wrong. */
export const goOn: Verdict = Object.freeze({ kind: "continue" });

/** Judges running trials by their reports; pure, and monotone: a better curve is never judged worse. */
export interface Pruner {
  readonly spec: Spec;
  /**
   * @param trial    has at least one report; its newest is the one to judge
   * @param history  holds the trial itself, too
   */
  judge(trial: Trial, history: History): Verdict;
}

/** Makes a pruner from options; the declaration of a rule. */
export interface PrunerKind<O extends Space = Space> {
  (options?: Partial<ParamsOf<O>>): Pruner;
  readonly kind: string;
  readonly summary: string;
  readonly options: O;
  readonly defaults: ParamsOf<O>;
}

/** A rule as its file declares it; see {@link definePruner}. */
export interface PrunerDefinition<O extends Space> {
  readonly name: string;
  readonly summary: string;
  readonly options: O;
  readonly defaults: ParamsOf<O>;
  judge(trial: Trial, history: History, options: ParamsOf<O>): Verdict;
}

/** Declares a pruner; flags, option checks and tables follow from it. */
export function definePruner<const O extends Space>(def: PrunerDefinition<O>): PrunerKind<O> {
  const make = (given: Partial<ParamsOf<O>> = {}): Pruner => {
    const options = checkOptions(`pruner "${def.name}"`, def.options, def.defaults, given);
    return {
      spec: { name: def.name, options: options as Spec["options"] },
      judge: (trial, history) => def.judge(trial, history, options),
    };
  };
  const { name: kind, summary, options, defaults } = def;
  return Object.assign(make as PrunerKind<O>, { kind, summary, options, defaults });
}

/** A value as the words of a verdict have it: six digits. */
export function short(value: number): number {
  return Number(value.toPrecision(6));
}
