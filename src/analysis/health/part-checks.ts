/** Checks of the parts that chose and judged: the sampler, the pruner. */
import { type Trial, toLoss } from "../../history/index.ts";
import { ranksOf } from "../points.ts";
import { type Check, percent } from "./finding.ts";

/** The sampler had no model for many of its points. */
export const fallback: Check = ({ history }) => {
  const phases = history.trials.map(phaseOf);
  const chosen = phases.filter((phase) => phase === "model" || phase === "fallback").length;
  const fell = phases.filter((phase) => phase === "fallback").length;
  if (chosen < 10 || fell < 0.1 * chosen) return [];
  return [
    {
      kind: "fallback",
      level: "warning",
      what: `The sampler fell back to random points in ${fell} of ${chosen} suggestions (${percent(fell / chosen)}).`,
      advice: "Most of what it wants was tried already: stop, make the space finer, or take another sampler.",
    },
  ];
};

/** Trials are stopped at a step that says little about how they would have ended. */
export const pruner: Check = ({ history, table: { goal, goals, trials } }) => {
  const pruned = history.trials.filter((t) => t.state === "pruned" && t.steps.length > 0);
  if (pruned.length < 5 || trials.length < 8) return [];
  const stops = pruned.map((t) => t.steps.at(-1)!).sort((a, b) => a - b);
  const step = stops[stops.length >> 1]!;
  const known = trials.flatMap((t) => {
    const at = t.steps.indexOf(step);
    return at < 0 ? [] : [[toLoss(goals, goal, t.curve[at]!), toLoss(goals, goal, t.values[goal]!)] as const];
  });
  if (known.length < 8) return [];
  const agreement = correlation(
    ranksOf(known.map(([early]) => early)),
    ranksOf(known.map(([, late]) => late)),
  );
  if (agreement > 0.3) return [];
  return [
    {
      kind: "pruner",
      level: "warning",
      what: `${pruned.length} trials were pruned, half of them by step ${step}, where the order of the others says little about the end (rank correlation ${agreement.toFixed(2)}).`,
      advice: "Let trials run longer before they are judged, or prune less: good ones may have been lost.",
    },
  ];
};

function phaseOf({ memo }: Trial): unknown {
  return typeof memo === "object" && memo !== null && "phase" in memo ? memo.phase : undefined;
}

/** Pearson's correlation; 1 when one of the two does not vary. */
function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 1;
}
