import { checkKnown, TunesmithError } from "../../error.ts";
import type { Goals } from "../../history/index.ts";
import type { Params, Space } from "../../space/index.ts";
import type { ActiveTrial, HandedBack, RepeatAnswer } from "../../study/index.ts";
import { selectFrom } from "../columns.ts";
import type { Estimator } from "../estimator.ts";
import type { Fold } from "../folds.ts";
import { type Label, selectLabels } from "../labels.ts";
import { settled } from "../made-once.ts";
import { type Frame, type Matrix, toMatrix } from "../matrix.ts";
import { type Pipeline, pipeline } from "../pipeline.ts";
import { KFold, StratifiedKFold } from "../splitters/index.ts";
import { type Family, familiesOf, spaceOf } from "./families.ts";
import type { Guess } from "./guess.ts";
import { type Guesser, mainGuesser } from "./guesser.ts";
import { type Metric, metricOf } from "./metrics.ts";
import { categoricalOf, type Preparation, prepare } from "./preparation.ts";
import { type Profile, profileOf } from "./profile.ts";
import { type Question, questionOf, type Task } from "./task.ts";

/** What is asked of a table. */
export interface AutoMLQuestion {
  /** The column to predict. */
  readonly target: string;
  /** Default: judged by the column. */
  readonly task?: Task["kind"];
  /** A short name (auc, log_loss, rmse …) or scikit-learn's; default auc, log_loss or rmse. */
  readonly metric?: string;
  /** Columns to leave out; default none. */
  readonly drop?: readonly string[];
  /** Default 5, or as many as the rarest class has rows. */
  readonly folds?: number;
  /** Deals rows to folds; default 0. */
  readonly seed?: number;
}

/** The names of those options. */
export const questionOptions = ["target", "task", "metric", "drop", "folds", "seed"];

const usualFolds = 5;

/** Numbers of guesses that are kept: some hundred MB. */
const mostCells = 10_000_000;

/** A guess knows its rows. */
const noRows: Matrix = { data: new Float64Array(0), rows: 0, cols: 0 };

/** A search over whole pipelines, laid out: what is known of the data, the space, and how a point is judged. */
export class AutoMLPlan {
  readonly question: Question;
  readonly profile: Profile;
  readonly metric: Metric;
  readonly nSplits: number;
  readonly families: readonly Family[];
  readonly space: Space;
  readonly goals: Goals;
  /** Deals rows to folds. */
  readonly foldSeed: number;
  #guesser: Guesser = mainGuesser;
  #untilMs = Infinity;
  #hasResult = false;
  #room = mostCells;
  readonly #guesses = new Map<string, readonly Guess[]>();
  readonly #folds = new Map<string, Promise<readonly Fold[]>>();

  /**
   * @param frame  columns by name, the target among them
   * @throws TunesmithError "params" for columns that are not there, "name" for the metric, "data" for what cannot be learned
   */
  constructor(frame: Frame, options: AutoMLQuestion) {
    checkKnown("automl", options, questionOptions);
    const { target, task, drop = [], seed = 0 } = options;
    const whole = questionOf(without(frame, drop, target), target, task);
    const { y } = whole;
    this.profile = profileOf(whole.X, y.length);
    const X = Object.fromEntries(this.profile.features.map(({ name }) => [name, whole.X[name]!]));
    this.question = { ...whole, X };
    if (this.profile.features.length === 0) {
      const why = this.profile.dropped.map((column) => `"${column.name}": ${column.why}`).join("; ");
      throw new TunesmithError("data", `no column is of use to predict "${target}" (${why}).`);
    }
    this.metric = metricOf(options.metric, this.question.task);
    this.nSplits = foldsFor(this.question, options.folds);
    this.families = familiesOf({
      task: this.question.task.kind,
      rows: y.length,
      columns: this.profile.features.length,
      spread: this.question.task.kind === "regression" ? spreadOf(y as number[]) : 1,
      categorical: categoricalOf(this.profile.features),
    });
    this.space = spaceOf(this.families);
    this.goals = { [this.metric.name]: this.metric.direction };
    this.foldSeed = seed;
  }

  /** Points that are tried first: what usually does well, of each family that has it. */
  get first(): readonly Params[] {
    const longest = Math.max(...this.families.map(({ first }) => first.length));
    const rounds = Array.from({ length: longest }, (_, i) => i);
    return rounds.flatMap((i) =>
      this.families.flatMap(({ name, first }) => (first[i] ? [{ model: { is: name, ...first[i] } }] : [])),
    );
  }

  /**
   * Who learns from folds, and until when; default the main thread, without end.
   *
   * @param untilMs  by `performance.now()`: a trial that is under way then is handed back, unless it would be the first result
   */
  workBy(guesser: Guesser, untilMs: number): void {
    this.#guesser = guesser;
    this.#untilMs = untilMs;
  }

  /** The objective of the study: the mean score of the folds, as the metric is read. */
  async objective(trial: ActiveTrial<Params>): Promise<number | HandedBack> {
    const { family, estimator } = this.#at(trial.params);
    const values: number[] = [];
    const guesses: Guess[] = [];
    const folds = await this.folds(family.preparation, this.foldSeed);
    const end = new AbortController();
    const timer = this.#hasResult ? endAt(this.#untilMs, end) : undefined;
    const asked = this.#ask(estimator, folds, AbortSignal.any([trial.signal, end.signal]));
    try {
      for (const [i, fold] of folds.entries()) {
        trial.signal.throwIfAborted();
        if (this.#hasResult && performance.now() >= this.#untilMs) return timeIsOver;
        const guess = await asked(i);
        const value = await this.valueOf(guess, fold.test.y);
        values.push(value);
        guesses.push(guess);
        if ((await trial.report(i, value)) === "prune") break;
      }
    } catch (e) {
      if (end.signal.aborted && !trial.signal.aborted) return timeIsOver;
      throw e;
    } finally {
      clearTimeout(timer);
      end.abort(); // folds that nobody waits for any more
    }
    this.#keep(keyOf(trial.params, this.foldSeed), guesses);
    this.#hasResult = true;
    return mean(values);
  }

  /** What an estimator says of each fold: in threads begun at once, else when it is asked for. */
  #ask(estimator: Estimator, folds: readonly Fold[], signal: AbortSignal): (i: number) => Promise<Guess> {
    const guess = (i: number) => this.#guesser.guess(estimator, folds[i]!, signal);
    if (!this.#guesser.hasThreads) return guess;
    const begun = folds.map((_, i) => guess(i));
    for (const one of begun) one.catch(() => {}); // one that fails is heard of when it is asked for
    return (i) => begun[i]!;
  }

  /** Keeps what was said while there is room; what was not kept is made again. */
  #keep(key: string, guesses: readonly Guess[]): void {
    const cells = guesses.reduce((sum, { table }) => sum + table.length * (table[0]?.length ?? 0), 0);
    if (cells > this.#room) return;
    this.#room -= cells;
    this.#guesses.set(key, guesses);
  }

  /** What a guess of the rows of a fold is worth, as the metric is read. */
  async valueOf(guess: Guess, y: readonly Label[]): Promise<number> {
    const { scorer, direction } = this.metric;
    const score = await scorer(guess, noRows, y);
    if (!Number.isFinite(score)) {
      throw new TunesmithError("value", `the metric gave ${score}; it must be a finite number.`);
    }
    return direction === "maximize" ? score : -score;
  }

  /** What a point says of the rows of each fold, which it has not learned from. @param seed  deals rows to folds */
  async guessesAt(params: Params, seed: number): Promise<readonly Guess[]> {
    const key = keyOf(params, seed);
    const known = this.#guesses.get(key);
    if (known?.length === this.nSplits) return known;
    const { family, estimator } = this.#at(params);
    const folds = await this.folds(family.preparation, seed);
    const end = new AbortController();
    const asked = this.#ask(estimator, folds, end.signal);
    const guesses: Guess[] = [];
    try {
      for (const i of folds.keys()) guesses.push(await asked(i));
    } finally {
      end.abort();
    }
    this.#keep(key, guesses);
    return guesses;
  }

  /** What a point is worth on other folds: what `Study.confirm` asks for. */
  async repeated({ params, seed }: ActiveTrial): Promise<RepeatAnswer> {
    const guesses = await this.guessesAt(params, seed);
    const answers = await this.answers(seed);
    const values: number[] = [];
    for (const [i, guess] of guesses.entries()) values.push(await this.valueOf(guess, answers[i]!));
    return { folds: { values, ratio: 1 / (this.nSplits - 1) } };
  }

  /** The labels of the rows that each fold tests. */
  async answers(seed: number): Promise<readonly (readonly Label[])[]> {
    const [family] = this.families;
    return (await this.folds(family!.preparation, seed)).map(({ test }) => test.y);
  }

  /** The whole pipeline at a point, not fitted. */
  pipelineAt(params: Params): Pipeline {
    const { family, estimator } = this.#at(params);
    return pipeline(prepare(this.profile.features, family.preparation), estimator);
  }

  /** Folds whose rows are prepared by what their training rows say, made once. @param seed  deals rows to folds */
  folds(preparation: Preparation, seed: number): Promise<readonly Fold[]> {
    const key = `${preparation}/${seed}`;
    let made = this.#folds.get(key);
    if (!made) {
      made = this.#prepared(preparation, seed);
      this.#folds.set(key, made);
    }
    return made;
  }

  async #prepared(preparation: Preparation, seed: number): Promise<readonly Fold[]> {
    const { X, y, task } = this.question;
    const options = { nSplits: this.nSplits, shuffle: true, seed };
    const splitter = task.kind === "classification" ? new StratifiedKFold(options) : new KFold(options);
    const made: Fold[] = [];
    for (const { train, test } of splitter.split(X, y)) {
      const transformer = prepare(this.profile.features, preparation);
      const known = selectFrom(X, train);
      await transformer.fit(known);
      const sample = async (rows: Matrix | Frame, indices: readonly number[]) => {
        const made = toMatrix(await transformer.transform(rows), { missing: true });
        return { X: settled(made), y: selectLabels(y, indices) };
      };
      made.push({ train: await sample(known, train), test: await sample(selectFrom(X, test), test) });
    }
    return made;
  }

  #at(params: Params): { readonly family: Family; readonly estimator: Estimator } {
    const { is, ...own } = params.model as Params;
    const family = this.families.find(({ name }) => name === is)!;
    return { family, estimator: family.make(own) };
  }
}

const timeIsOver: HandedBack = { state: "lost", why: "the time of the search was over" };

/** Timers count 31 bits of ms; longer ones are none. */
function endAt(ms: number, end: AbortController): NodeJS.Timeout | undefined {
  const left = ms - performance.now();
  return left < 2 ** 31 ? setTimeout(() => end.abort(), Math.max(0, left)) : undefined;
}

function keyOf(params: Params, seed: number): string {
  return `${seed} ${JSON.stringify(params)}`;
}

function without(frame: Frame, drop: readonly string[], target: string): Frame {
  const missing = drop.find((name) => !Object.hasOwn(frame, name) || name === target);
  if (missing !== undefined) {
    const found = missing === target ? "is what is to be predicted" : "is not there";
    throw new TunesmithError("params", `the column "${missing}", which is to be left out, ${found}.`);
  }
  return Object.fromEntries(Object.entries(frame).filter(([name]) => !drop.includes(name)));
}

function foldsFor({ task, y }: Question, asked: number | undefined): number {
  const counts = new Map<Label, number>();
  for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [rarest, least] =
    task.kind === "classification"
      ? [...counts].reduce((a, b) => (b[1] < a[1] ? b : a))
      : (["", y.length] as const);
  const what =
    task.kind === "classification"
      ? `the class ${JSON.stringify(rarest)} has ${least} of ${y.length} rows`
      : `there are ${least} rows`;
  const most = Math.min(least, Math.floor(y.length / 2));
  if (most < 2) {
    throw new TunesmithError("data", `${what}; to learn and to judge takes two at least, and better ten.`);
  }
  const folds = asked ?? Math.min(usualFolds, most);
  if (Number.isSafeInteger(folds) && folds >= 2 && folds <= most) return folds;
  throw new TunesmithError("option", `${folds} folds cannot be: ${what}; take 2 to ${most}.`);
}

function spreadOf(y: readonly number[]): number {
  const center = mean(y);
  return Math.sqrt(mean(y.map((value) => (value - center) ** 2)));
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
