import { type Finished, lossOf, objectivesOf } from "../history/index.ts";
import type { Json } from "../json.ts";
import { categorical, float, size } from "../space/index.ts";
import { cmaes } from "./cmaes/cmaes.ts";
import { forest } from "./forest/forest.ts";
import { gp } from "./gp/gp.ts";
import { trustRegion } from "./gp/trust-region.ts";
import { nearby } from "./nearby.ts";
import { nsga2 } from "./nsga2.ts";
import { nsga3 } from "./nsga3.ts";
import { askMs, bearableMs, rememberMs, usualMs } from "./overhead.ts";
import { random } from "./random.ts";
import { type Ask, defineSampler, type Problem, type Sampler } from "./sampler.ts";
import { tpe } from "./tpe/tpe.ts";
import { axesOf } from "./unit-space.ts";

const others = {
  forest: forest(),
  nearby: nearby(),
  "trust-region": trustRegion(),
  tpe: tpe(),
  cmaes: cmaes(),
  nsga2: nsga2(),
  nsga3: nsga3(),
  random: random(),
} satisfies { [name: string]: Sampler };

type Name = "gp" | keyof typeof others;

/** By what gains are counted. */
const gps = { trial: gp(), second: gp({ per: "second" }) } satisfies { [per: string]: Sampler };

interface State {
  readonly problem: Problem;
  readonly per: keyof typeof gps;
  /** The share of a trial's time that an ask may take; 0: any. */
  readonly overhead: number;
  /** Who may be asked, with the state of each. */
  readonly inner: { [N in Name]?: unknown };
  /** How many trials have ended, and how often each loss came. */
  told: number;
  readonly counts: Map<number, number>;
  /** The ms of the newest trials. */
  readonly lasted: number[];
  /** With several goals: how far the newest predictions of `gp` were off, in standard deviations; null where that is not known. */
  miss: number | null;
}

/** Whose asks take a model. */
const modelled: ReadonlySet<Name> = new Set(["gp", "trust-region", "forest"]);

/** From so many trials on, a model of all of them costs more than it gives; from so many on, any model of that kind. */
const [many, veryMany] = [250, 1000];
/** With several goals: from so many trials on, where what the models foretold is off by more than this, in standard deviations, they lead astray. */
const [fewestForDoubt, mostMissed] = [60, 0.6];
/** With several goals: beyond so many trials a population comes as far as a model, at a hundredth of its cost. */
const mostOfSeveral = 300;

/** From so many trials on, ties are counted; when so many of the trials share their loss with another, they matter. */
const [fewestForTies, shareOfTies] = [15, 0.1];

/** From so many trials on, the best of them is worth a look around where losses are shared. */
const fewestForSteps = 80;

/** From so many trials on, the best of them is worth a model of what lies around it. */
const fewestForRegion = 60;

/**
 * Picks the algorithm by the problem and by what came of it so far, and says in every memo which one, and why.
 *
 * - One optimised goal, with or without bounds: `gp`, in finite spaces too, where it tries no point twice while others are left.
 * - When trials share their losses, as on the plateaus of an accuracy, `forest` by turns with it: a smooth model is blind there.
 *   From 80 trials on, one ask of four is a small step from the best trial: plateaus may be smaller than a model can see.
 * - Elsewhere, from 60 trials on, every second ask goes to `trust-region`: the model of the whole space sees little of the valley
 *   that the best trial lies in. Not with bounds, nor by the second.
 * - From 250 trials on every second ask goes to `cmaes` and `tpe` (`tpe` alone where most coordinates are categories), and from
 *   1,000 on each: they cost next to nothing, and then they are as good.
 * - Several optimised goals: `gp`; from 60 trials on, while what its models foretold of the newest trials is far off, by turns with
 *   `tpe` and a population; and from 300 trials on `nsga2`, or `nsga3` for more than three goals.
 * - With `overhead: 0.1`, where an ask of the model should take more than a tenth of the time of a trial, and more than 5 ms:
 *   `tpe` and `cmaes` by turns, or with several goals who spreads them over a front. 0, the default, is without such a bound:
 *   on objectives that take no time it would only cost quality.
 * - No declared parameters: `random`, which has nothing to draw; what `trial.suggest…` asks for is chosen by these same
 *   rules, each parameter by itself.
 */
export const auto = defineSampler({
  name: "auto",
  summary: "picks the algorithm by the problem and by what came of it so far, and says why",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run", "prior"],
  options: { per: categorical(["trial", "second"]), overhead: float(0, 1) },
  defaults: { per: "trial", overhead: 0 },
  zero: { overhead: "an ask may take any share of a trial's time" },
  slowUpTo: veryMany,

  init(problem, { per, overhead }): State {
    const inner = teamOf(problem).map((name) => [name, samplerOf(name, per).init(problem)] as const);
    const known = { inner: Object.fromEntries(inner), told: 0, counts: new Map(), lasted: [], miss: null };
    return { problem, per, overhead, ...known };
  },

  tell(state, trial) {
    const { problem, per, inner, counts } = state;
    for (const name of teamOf(problem)) {
      if (isTold(name, problem, trial)) inner[name] = samplerOf(name, per).tell(inner[name], trial);
    }
    const loss = lossOf(problem.goals, trial);
    if (loss !== null) counts.set(loss, (counts.get(loss) ?? 0) + 1);
    state.told += 1;
    state.miss = missIn(trial) ?? state.miss;
    rememberMs(state.lasted, trial);
    return state;
  },

  ask(state, ask) {
    const { algorithm, reason } = affordable(state, turnOf(state, ask.number), ask);
    const { params, memo } = samplerOf(algorithm, state.per).ask(state.inner[algorithm], ask);
    return { params, memo: { ...memo, algorithm, why: `${algorithm}, since ${reason}: ${memo.why}` } };
  },
});

/** The state of each is its own business. */
function samplerOf(name: Name, per: keyof typeof gps): Sampler {
  return name === "gp" ? gps[per] : others[name];
}

/** Who is told of trials, and so may be asked. */
function teamOf({ space, goals }: Problem): readonly Name[] {
  if (Object.keys(space).length === 0) return ["random"];
  return objectivesOf(goals).length > 1
    ? ["gp", frontierOf(goals), "tpe"]
    : ["gp", "forest", "nearby", "trust-region", "tpe", "cmaes"];
}

/**
 * Whether somebody learns of a trial. `cmaes` begins around the best trials of others: not where the box around the best one has ended,
 * which would make it one more search of that valley. Where points are finitely many, it has to know what was tried.
 */
function isTold(name: Name, { space }: Problem, { memo }: Finished): boolean {
  const isOfBox = (Object(memo) as { algorithm?: Json }).algorithm === "trust-region";
  return name !== "cmaes" || !isOfBox || size(space) !== Infinity;
}

/** Who spreads many trials over a front: reference points serve more goals than crowding does. */
function frontierOf(goals: Problem["goals"]): "nsga2" | "nsga3" {
  return objectivesOf(goals).length > 3 ? "nsga3" : "nsga2";
}

/** What the memo of a trial says of the models of several goals. */
function missIn({ memo }: Finished): number | null {
  const { miss } = Object(memo) as { readonly miss?: Json };
  return typeof miss === "number" ? miss : null;
}

interface Turn {
  readonly algorithm: Name;
  readonly reason: string;
}

/** Whose turn it is. */
function turnOf(state: State, number: number): Turn {
  const { space, goals } = state.problem;
  if (Object.keys(space).length === 0) return { algorithm: "random", reason: "no parameters are declared" };
  if (objectivesOf(goals).length > 1) return turnOfSeveral(state, number);
  const cycle = cycleOf(state);
  const who = cycle[number % cycle.length]!;
  const algorithm = who === "cheap" ? cheapOf(state, Math.floor(number / cycle.length)) : who;
  return { algorithm, reason: reasonFor(algorithm, state) };
}

/** The same with several goals. */
function turnOfSeveral({ problem: { goals }, told, miss }: State, number: number): Turn {
  const reason = `${objectivesOf(goals).length} goals are optimised`;
  if (told >= mostOfSeveral) {
    return { algorithm: frontierOf(goals), reason: `${reason}, over more than ${mostOfSeveral} trials` };
  }
  if (told < fewestForDoubt || miss === null || miss <= mostMissed) return { algorithm: "gp", reason };
  const algorithm = (["tpe", frontierOf(goals), "gp"] as const)[number % 3]!;
  const off = `what models foretold lately was off by ${miss.toFixed(2)} standard deviations`;
  return { algorithm, reason: `${reason}, and ${off}` };
}

/** Who is asked by turns with one goal; "cheap": one of those that cost little. */
function cycleOf(state: State): readonly (Name | "cheap")[] {
  const { problem, per, told } = state;
  if (told >= veryMany) return ["cheap"];
  if (isTied(state)) {
    if (told < fewestForSteps) return ["gp", "forest"];
    return told < many ? ["gp", "forest", "nearby", "forest"] : ["gp", "cheap", "nearby", "cheap"];
  }
  const hasRegion = per === "trial" && Object.values(problem.goals).every((goal) => typeof goal === "string");
  if (!hasRegion) return told < many ? ["gp"] : ["gp", "cheap"];
  if (told < fewestForRegion) return ["gp"];
  return told < many ? ["gp", "trust-region"] : ["gp", "trust-region", cheapOf(state, 0), "cheap"];
}

function reasonFor(algorithm: Name, { told }: State): string {
  if (algorithm === "gp") return "one goal is optimised";
  if (algorithm === "trust-region")
    return "a model of the whole space sees little of what lies around the best trial";
  if (algorithm === "forest" || algorithm === "nearby")
    return "trials share their losses, where a smooth model is blind";
  return told < veryMany
    ? `of ${told} trials a model sees a part, so every second ask goes elsewhere`
    : `${told} trials are too many for a model of all`;
}

/** The turn of one that costs little in place of a model that costs too much beside the trials. */
function affordable(state: State, turn: Turn, { number, history }: Ask): Turn {
  const { problem, per, overhead, told } = state;
  const { algorithm } = turn;
  if (overhead === 0 || !modelled.has(algorithm)) return turn;
  const trialMs = usualMs(state.lasted);
  if (trialMs === null) return turn;
  const ms = askMs(algorithm === "forest" ? "forest" : "gp", problem, { told, history, per });
  if (ms <= Math.max(bearableMs, overhead * trialMs)) return turn;
  const isSeveral = objectivesOf(problem.goals).length > 1;
  const costs = `an ask of ${algorithm} takes about ${Math.round(ms)} ms`;
  const most = Number((100 * overhead).toPrecision(2));
  const reason = `${costs}, more than ${bearableMs} and than ${most} % of the ${trialMs} that a trial takes`;
  return { algorithm: isSeveral ? frontierOf(problem.goals) : cheapOf(state, number), reason };
}

/** Of the algorithms that cost little: one for each kind of space, by turns where both will do. */
function cheapOf({ problem }: State, number: number): Name {
  const axes = axesOf(problem.space);
  const numbers = axes.filter((axis) => axis.kind === "number").length;
  return number % 2 === 0 && 2 * numbers > axes.length ? "cmaes" : "tpe";
}

function isTied({ told, counts }: State): boolean {
  if (told < fewestForTies) return false;
  let tied = 0;
  for (const count of counts.values()) if (count > 1) tied += count;
  return tied >= shareOfTies * told;
}
