import { type History, lossesOf, toLoss, violationOf } from "../history/index.ts";
import { hypervolume } from "../math/hypervolume.ts";
import { dominates } from "../math/pareto.ts";
import { severalOf } from "./pareto.ts";

/** How much of the goals' space the front dominates, trial after trial. */
export interface HypervolumeHistory {
  readonly goals: readonly string[];
  /** Shape [k], in the user's units: the corner up to which it is measured. */
  readonly reference: readonly number[];
  /** One per complete trial, in the order in which they ended. */
  readonly points: readonly { readonly number: number; readonly hypervolume: number }[];
}

/**
 * The hypervolume of the feasible trials so far.
 *
 * @param reference  by goal, in the user's units; default a tenth of the range beyond the worst feasible value of each
 * @throws TunesmithError "unsupported" for a study with one optimised goal
 */
export function hypervolumeOf(
  history: History,
  reference?: { readonly [goal: string]: number },
): HypervolumeHistory {
  const goals = history.study?.goals ?? {};
  const names = severalOf(history, "a hypervolume");
  const ended = history.finished.flatMap((number) => {
    const { values } = history.trials[number]!;
    if (!values) return [];
    return [{ number, losses: violationOf(goals, values) === 0 ? lossesOf(goals, values) : null }];
  });
  const known = ended.flatMap(({ losses }) => (losses ? [losses] : []));
  const corner = names.map((name, k) => {
    if (reference?.[name] !== undefined) return toLoss(goals, name, reference[name]);
    const column = known.map((losses) => losses[k]!);
    const [low, high] = [
      column.reduce((a, b) => Math.min(a, b), Infinity),
      column.reduce((a, b) => Math.max(a, b), -Infinity),
    ];
    return column.length === 0 ? 0 : high + 0.1 * (high - low || 1);
  });
  let front: number[][] = [];
  let volume = 0;
  const points = ended.map(({ number, losses }) => {
    const isNew = losses && !front.some((p) => dominates(p, losses) || p.every((x, k) => x === losses[k]));
    if (isNew) {
      front = [...front.filter((p) => !dominates(losses, p)), losses];
      volume = hypervolume(front, corner);
    }
    return { number, hypervolume: volume };
  });
  return { goals: names, reference: corner.map((x, k) => toLoss(goals, names[k]!, x)), points };
}
