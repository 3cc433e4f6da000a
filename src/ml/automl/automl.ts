import { availableParallelism } from "node:os";
import { checkKnown, TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import type { Params } from "../../space/index.ts";
import type { Storage } from "../../storage/index.ts";
import { createStudy, type OptimizeOptions, type Study, type TrialView } from "../../study/index.ts";
import type { Estimator } from "../estimator.ts";
import type { Frame } from "../matrix.ts";
import { VotingClassifier, VotingRegressor } from "../voting.ts";
import { AutoMLModel } from "./auto-model.ts";
import { type Confirmation, confirmTop } from "./confirm-top.ts";
import { type Guesser, guesserOf, mainGuesser } from "./guesser.ts";
import { AutoMLPlan, type AutoMLQuestion, questionOptions } from "./plan.ts";
import { checkSameData } from "./same-data.ts";

/** Where the study of a search is, and how it chooses. */
export interface AutoMLStudy {
  /** Default "automl". */
  readonly name?: string;
  /** Default `memory:`. */
  readonly storage?: string | Storage;
  /** Default "error". */
  readonly ifExists?: "error" | "resume" | "replace";
  /** Default "auto". */
  readonly sampler?: string;
}

export interface AutoMLOptions extends AutoMLQuestion, AutoMLStudy {
  /** The time for all of it, in ms: a fifth is kept for judging the best again. Default: none, but then `trials` is needed. */
  readonly budgetMs?: number;
  /** Pipelines to try. */
  readonly trials?: number;
  /** Threads that fit folds side by side; the results are the same. Default: as many as there are processors, and folds. */
  readonly parallel?: number;
  readonly signal?: AbortSignal;
  readonly progress?: OptimizeOptions<Params>["progress"];
  readonly onTrial?: (trial: TrialView) => void | Promise<void>;
}

/** What a search came to. */
export interface AutoMLResult {
  readonly plan: AutoMLPlan;
  /** Fitted to all rows. */
  readonly model: AutoMLModel;
  /** Those that were judged again, and their blend where that is better than any of them. */
  readonly confirmation: Confirmation;
  /** The best trial of each family, the best first. */
  readonly families: readonly TrialView[];
  readonly trials: readonly TrialView[];
}

/** How much of the time the search has; the rest is for judging the best again, and for learning from all rows. */
const shareOfSearch = 0.8;

const studyOptions = [
  ...[
    "name",
    "storage",
    "ifExists",
    "sampler",
    "parallel",
    "budgetMs",
    "trials",
    "signal",
    "progress",
    "onTrial",
  ],
];

/**
 * Searches over whole pipelines for a table: one study with a branch for each family of models, columns prepared by what
 * the training rows of each fold say. The best few are judged again on other folds before one is chosen.
 *
 * @param frame  columns by name, the target among them; `readTable` reads one from a file
 * @throws TunesmithError "params", "name", "data", "option"; what `createStudy` throws
 * @example
 * const { model } = await automl(await readTable("titanic.csv"), { target: "survived", budgetMs: 60_000 });
 * await model.predict(await readTable("new.csv"));
 */
export async function automl(frame: Frame, options: AutoMLOptions): Promise<AutoMLResult> {
  checkKnown("automl", options, [...questionOptions, ...studyOptions]);
  const { budgetMs, trials, signal, progress, onTrial } = options;
  if (budgetMs === undefined && trials === undefined) {
    throw new TunesmithError("option", "automl: give a budget, budgetMs: 60_000 or trials: 50, or both.");
  }
  const { target, task, metric, drop, folds, seed } = options;
  const plan = new AutoMLPlan(frame, { target, ...defined({ task, metric, drop, folds, seed }) });
  const startedAt = performance.now();
  const guesser = beginWork(plan, { startedAt, parallel: options.parallel, budgetMs });
  const study = await studyOf(plan, options);
  try {
    await study.optimize((trial) => plan.objective(trial), {
      ...defined({ signal, progress, onTrial }),
      trials: trials ?? Infinity,
      ...(budgetMs === undefined ? {} : { timeoutMs: timeLeft(startedAt, budgetMs) }),
    });
    return await conclude(plan, study, {
      untilMs: startedAt + (budgetMs ?? Infinity),
      signal,
      target,
    });
  } finally {
    await guesser.close();
    await study.close();
  }
}

/** How long the search may still go on, in ms. */
export function timeLeft(startedAt: number, budgetMs: number): number {
  return Math.max(0, startedAt + shareOfSearch * budgetMs - performance.now());
}

/** When a search began, and what it may use. */
interface Means {
  readonly startedAt: number;
  readonly parallel?: number | undefined;
  readonly budgetMs?: number | undefined;
}

/**
 * Lets a plan work in threads; one is enough for a fit to be ended when the time is over.
 *
 * @returns what is to be closed in the end
 * @throws TunesmithError "option" for no whole number of threads
 */
export function beginWork(plan: AutoMLPlan, { startedAt, parallel, budgetMs }: Means): Guesser {
  if (parallel !== undefined && !(Number.isSafeInteger(parallel) && parallel >= 1)) {
    throw new TunesmithError("option", `parallel is ${parallel}; it must be a whole number from 1.`);
  }
  const most = Math.min(parallel ?? availableParallelism(), plan.nSplits);
  const guesser = most > 1 || budgetMs !== undefined ? guesserOf(most) : mainGuesser;
  plan.workBy(guesser, budgetMs === undefined ? Infinity : startedAt + shareOfSearch * budgetMs);
  return guesser;
}

/** The study of a plan; a new one begins with the points that the plan has for it. @throws what `createStudy` throws */
export async function studyOf(
  plan: AutoMLPlan,
  { name = "automl", storage, ifExists, sampler, seed }: AutoMLStudy & { readonly seed?: number },
): Promise<Study> {
  const { foldSeed } = plan;
  const study = await createStudy({
    name,
    space: plan.space,
    goals: plan.goals,
    sampler: sampler ?? "auto",
    ...defined({ storage, ifExists, seed }),
  });
  try {
    const isNew = study.history.trials.length === 0;
    await checkSameData(study, plan, foldSeed);
    if (isNew) for (const params of plan.first) await study.enqueue(params);
    return study;
  } catch (e) {
    await study.close();
    throw e;
  }
}

/**
 * Chooses among the trials, and fits what was chosen to all rows.
 *
 * @throws TunesmithError "data" where no trial has a result
 */
export async function conclude(
  plan: AutoMLPlan,
  study: Study,
  o: { readonly untilMs: number; readonly signal?: AbortSignal | undefined; readonly target: string },
): Promise<AutoMLResult> {
  const confirmation = await confirmTop(plan, study, o);
  const { trials } = study;
  if (!confirmation) {
    const why = trials.find(({ state }) => state === "failed")?.why ?? "no trial has ended";
    throw new TunesmithError("data", `none of ${trials.length} trials has a result: ${why}`);
  }
  const estimator = estimatorOf(plan, confirmation);
  await estimator.fit(plan.question.X, plan.question.y);
  const columns = plan.profile.features.map(({ name, kind }) => ({ name, kind }));
  return {
    plan,
    model: new AutoMLModel({ target: o.target, columns, estimator }),
    confirmation,
    families: bestOfFamilies(plan, trials),
    trials,
  };
}

/** The best pipeline, or the blend. */
function estimatorOf(plan: AutoMLPlan, { tried, blend }: Confirmation): Estimator {
  if (!blend) return plan.pipelineAt(tried[0]!.trial.params as Params);
  const taken = tried.filter(({ weight }) => weight > 0);
  const weights = taken.map(({ weight }) => weight);
  const parts = taken.map(({ trial }) => {
    return [`trial ${trial.number}`, plan.pipelineAt(trial.params as Params)] as const;
  });
  return plan.question.task.kind === "classification"
    ? new VotingClassifier(parts, { weights })
    : new VotingRegressor(parts, { weights });
}

/** Which family a point is of. */
export function familyOf(trial: Pick<TrialView, "params">): string {
  return String(((trial.params as Params).model as Params).is);
}

function bestOfFamilies(plan: AutoMLPlan, trials: readonly TrialView[]): readonly TrialView[] {
  const sign = plan.metric.direction === "maximize" ? -1 : 1;
  const done = trials.filter(({ state, value }) => state === "complete" && value !== null);
  done.sort((a, b) => sign * (a.value! - b.value!));
  return plan.families
    .flatMap(({ name }) => done.find((trial) => familyOf(trial) === name) ?? [])
    .sort((a, b) => sign * (a.value! - b.value!));
}
