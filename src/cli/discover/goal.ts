/** Which of the metrics that a run printed is the one to tune for. */
import { higherIsBetter, lowerIsBetter, wordsOf } from "../../executors/metrics/quality-words.ts";

/** Numbers that say how a run went along, and not how good it is. */
const beside =
  /(^|_)(lr|learning_rate|epoch|step|eta|time_per|it_s|samples|batch|seed|norm|runtime|per_second|v_num|support|progress|total_time|train_samples|n|t)(_|$)/;

/** A metric to tune for. */
export interface ProposedGoal {
  readonly name: string;
  readonly direction: "maximize" | "minimize";
}

/** All of them that may be meant, the likeliest first: of unseen data before training's own. */
export function goalsAmong(names: readonly string[]): ProposedGoal[] {
  return names
    .map((name) => ({ name, ...rankOf(name.toLowerCase().replace(/[^a-z0-9@]+/g, "_")) }))
    .filter((goal): goal is ProposedGoal & { rank: number } => goal.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ name, direction }) => ({ name, direction }));
}

function rankOf(name: string): {
  readonly rank: number | null;
  readonly direction: ProposedGoal["direction"];
} {
  const parts = wordsOf(name);
  const at = (words: readonly string[]) =>
    words.findIndex((word) => parts.includes(word) || name.endsWith(word));
  const [up, down] = [at(higherIsBetter), at(lowerIsBetter)];
  const direction = down >= 0 && (up < 0 || /loss|error/.test(name)) ? "minimize" : "maximize";
  if ((up < 0 && down < 0) || beside.test(name)) return { rank: null, direction };
  const seen = /(^|_)(val|valid|validation|test|eval|cv|dev|holdout)/.test(name)
    ? 0
    : /(^|_)train/.test(name)
      ? 200
      : 100;
  return { rank: seen + (direction === "maximize" ? up : 50 + down), direction };
}
