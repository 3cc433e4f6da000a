import { checkKnown, TunesmithError } from "../../error.ts";

export type Penalty = "l1" | "l2" | "elasticnet" | "none" | null;

/** The options of `LogisticRegression`, by scikit-learn's names. */
export interface LogisticRegressionParams {
  /** What is kept small beside the loss: Σ|w|, ½ Σw², both, or nothing ("none" and null are one). Default "l2". */
  readonly penalty: Penalty;
  /** How much the loss counts against the penalty, > 0: the smaller, the smoother. Infinity: no penalty. Default 1. */
  readonly C: number;
  /** The share of l1 under "elasticnet", in [0, 1]. Default 0.5. */
  readonly l1Ratio: number;
  /** Default true. */
  readonly fitIntercept: boolean;
  /** For "liblinear", which penalises the intercept: the larger, the less. > 0. Default 1. */
  readonly interceptScaling: number;
  /**
   * Which problem is solved. "liblinear": a problem for each class against the rest, the intercept penalised. The others:
   * one problem for all classes, the intercept free. Default "saga", since it takes every penalty.
   */
  readonly solver: Solver;
  /** Newton steps at most. Default 100. */
  readonly maxIter: number;
  /** Ends when a Newton step is smaller than this share of the largest weight, > 0. Default 1e-8. */
  readonly tol: number;
}

const penalties = ["l1", "l2", "elasticnet", "none"] as const;

/** What scikit-learn's solvers take. Names of one row mean the same problem here: the method is always ours. */
const penaltiesOf = {
  lbfgs: ["l2", "none"],
  "newton-cg": ["l2", "none"],
  "newton-cholesky": ["l2", "none"],
  sag: ["l2", "none"],
  liblinear: ["l1", "l2"],
  saga: penalties,
} as const satisfies { readonly [solver: string]: readonly string[] };

export type Solver = keyof typeof penaltiesOf;

/**
 * scikit-learn's defaults but for two. `tol` is tight: at scikit-learn's 1e-4 its own solvers stop where the weights
 * still move, so that single test points change sides from run to run; Newton's last steps cost next to nothing.
 */
const defaults: LogisticRegressionParams = {
  penalty: "l2",
  C: 1,
  l1Ratio: 0.5,
  fitIntercept: true,
  interceptScaling: 1,
  solver: "saga",
  maxIter: 100,
  tol: 1e-8,
};

/**
 * Options over defaults, checked.
 *
 * @throws TunesmithError "params" for an unknown name, "option" for a value out of range or a solver that does not take
 *   the penalty
 */
export function checkLogistic(given: Partial<LogisticRegressionParams>): LogisticRegressionParams {
  checkKnown("LogisticRegression", given, Object.keys(defaults), "params");
  const params = { ...defaults, ...given };
  const { penalty, C, l1Ratio, interceptScaling, solver, maxIter, tol } = params;
  if (!(C > 0)) throw wrong("C", C, "a number above 0");
  if (!(l1Ratio >= 0 && l1Ratio <= 1)) throw wrong("l1Ratio", l1Ratio, "in [0, 1]");
  if (!(interceptScaling > 0 && interceptScaling < Infinity)) {
    throw wrong("interceptScaling", interceptScaling, "a number above 0");
  }
  if (!Number.isSafeInteger(maxIter) || maxIter < 1) throw wrong("maxIter", maxIter, "a whole number from 1");
  if (!(tol > 0)) throw wrong("tol", tol, "a number above 0");

  const name = penalty ?? "none";
  if (!penalties.includes(name)) throw wrong("penalty", penalty, `one of ${penalties.join(", ")}`);
  if (!Object.hasOwn(penaltiesOf, solver)) {
    throw wrong("solver", solver, `one of ${Object.keys(penaltiesOf).join(", ")}`);
  }
  const taken: readonly string[] = penaltiesOf[solver];
  if (taken.includes(name)) return params;
  throw new TunesmithError(
    "option",
    `LogisticRegression: solver "${solver}" takes the penalties ${taken.join(" and ")}, not "${name}"; use solver: "saga", which takes all.`,
  );
}

function wrong(name: string, value: unknown, want: string): TunesmithError {
  const found = typeof value === "string" ? JSON.stringify(value) : String(value);
  return new TunesmithError("option", `LogisticRegression: ${name} is ${found}; it must be ${want}.`);
}
