/** Which of the metrics that a run printed is the one to tune for. */
import { didYouMean } from "../../error.ts";
import type { MetricNames } from "../../executors/metrics/names.ts";
import { higherIsBetter, lowerIsBetter, wordsOf } from "../../executors/metrics/quality-words.ts";
import { checkGoals, type Goals } from "../../history/index.ts";
import { type CommandFlags, goalsOfFlags } from "../study-file/plan-of.ts";

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

/**
 * The goals that the flags name, if the run printed them; else the likeliest of what it printed.
 *
 * @returns or, in words, why there is none, as the end of "the dry run printed …"
 */
export function goalsOf(flags: CommandFlags, names: MetricNames): Goals | string {
  if (flags.maximize || flags.minimize) {
    const goals = goalsOfFlags(flags);
    for (const goal of Object.keys(goals)) {
      const found = names.find(goal);
      if (found.kind === "ambiguous") return `no "${goal}": it is ${found.names.join(" or ")}; name one`;
      if (found.kind === "missing")
        return `no "${goal}"${names.names.length > 0 ? `: ${didYouMean(goal, names.names)}` : ", nor any number with a name"}`;
    }
    return goals;
  }
  const [first] = goalsAmong(names.names);
  if (first) return checkGoals({ [first.name]: first.direction });
  if (names.names.length === 0) return "no number with a name, as val_loss=0.21 would be";
  return `only ${names.names.join(", ")}, and nothing that is known for a goal; name it: --maximize METRIC or --minimize METRIC`;
}

/** Whether they tell nothing but how much it took. */
export function isOnlyCost(goals: Goals): boolean {
  return Object.keys(goals).every((name) => /(^|[^a-z])(time|size)$/i.test(name));
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
