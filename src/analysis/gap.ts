import type { History } from "../history/index.ts";
import { normal, type Rng, stream } from "../math/rng.ts";
import { remember } from "./remember.ts";
import { fitSurrogate } from "./surrogate.ts";
import { type Focus, tableOf } from "./table.ts";

/** How much a model thinks is still to be gained, as the study went on. */
export interface Gap {
  readonly goal: string;
  /** Ascending in trials. */
  readonly points: readonly GapPoint[];
}

export interface GapPoint {
  /** After so many complete trials. */
  readonly trials: number;
  /** By how much the best could at most still improve, in the goal's unit; an estimate that holds with high probability. */
  readonly gap: number;
  /** The standard deviation of a repeated trial: gains below it cannot be told from luck. */
  readonly noise: number;
}

/** Where the gap is computed: each takes a fit. */
const checkpoints = 12;
const fewest = 10;
const mostPoints = 80;
const candidates = 500;

/**
 * The regret bound of a Gaussian process: the least upper bound where trials were, minus the least lower bound anywhere.
 *
 * @returns no points with fewer than 10 complete trials
 * @source Makarova et al. 2022, "Automatic termination for hyperparameter optimization", eq. 4, with the usual
 * beta_n = 2 ln(d n² pi² / (6 delta)), delta 0.1, divided by 5 as in Srinivas et al. 2010, section 5
 */
export function gapOf(history: History, focus: Focus = {}): Gap {
  return remember(history, ["gapOf", focus], () => findGap(history, focus));
}

function findGap(history: History, focus: Focus): Gap {
  const table = tableOf(history, { goal: focus.goal });
  const n = table.trials.length;
  const d = Math.max(1, table.columns.length);
  const order = [...table.trials.keys()].sort(
    (a, b) => table.trials[a]!.closedAt! - table.trials[b]!.closedAt!,
  );
  const isNumber = table.columns.map(({ domain }) => domain.kind === "int" || domain.kind === "float");
  const at = new Set(
    Array.from({ length: checkpoints }, (_, k) =>
      Math.round(fewest + ((n - fewest) * k) / (checkpoints - 1)),
    ),
  );
  const points =
    n < fewest
      ? []
      : [...at].flatMap((trials): GapPoint[] => {
          const rows = order.slice(0, trials);
          const surrogate = fitSurrogate(history, table, rows, mostPoints);
          if (!surrogate) return [];
          const beta = Math.sqrt((2 * Math.log((d * trials ** 2 * Math.PI ** 2) / 0.6)) / 5);
          const upper = surrogate.X.map((u) => bound(surrogate, u, beta));
          const least = surrogate.X[upper.indexOf(Math.min(...upper))]!;
          const rng = stream(trials, "gap", 0);
          let lower = Infinity;
          const consider = (u: Float64Array) => {
            lower = Math.min(lower, bound(surrogate, u, -beta));
          };
          surrogate.X.forEach(consider);
          for (let k = 0; k < candidates; k++) {
            const near = surrogate.X[k % surrogate.X.length]!;
            const from = k % 3 === 0 ? least : near; // a third close to the best
            consider(from.map((x, j) => (isNumber[j] && !Number.isNaN(x) ? moved(x, rng, k % 3 === 2) : x)));
          }
          return [{ trials, gap: Math.max(0, Math.min(...upper) - lower), noise: surrogate.noise }];
        });
  return { goal: table.goal, points };
}

/** A coordinate nearby, or anywhere. */
function moved(x: number, rng: Rng, isFar: boolean): number {
  return isFar ? rng() : Math.min(1, Math.max(0, x + 0.1 * normal(rng)));
}

function bound(
  { predict }: { readonly predict: (u: Float64Array) => { readonly mean: number; readonly sd: number } },
  u: Float64Array,
  beta: number,
): number {
  const { mean, sd } = predict(u);
  return mean + beta * sd;
}
