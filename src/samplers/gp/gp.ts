/**
 * Bayesian optimization: a Gaussian process over mixed and conditional spaces, log expected improvement, and a search of
 * its maximum on the points that the space has.
 *
 * Sources: Jones, Schonlau and Welch 1998 (EGO); Ament et al. 2023 (log EI); Hvarfner et al. 2024 (priors); the parts name
 * their own.
 */
import { TunesmithError } from "../../error.ts";
import { lossOf, objectivesOf } from "../../history/index.ts";
import { categorical, int } from "../../space/index.ts";
import { defineSampler } from "../sampler.ts";
import { situationOf } from "../situation.ts";
import { noTrials, remember, startupOf, triedIn } from "../surrogate/trials.ts";
import { startup } from "../without-model.ts";
import { noneBounded, rememberBounds } from "./bounds.ts";
import { fittedIn } from "./fit.ts";
import { efforts, improve, type Known } from "./improve.ts";
import { noRestarts, type Restarts, rememberRestart, restartAt, watch } from "./restart.ts";
import { secondsOf } from "./seconds.ts";
import { type SeveralState, severalAsk, severalStart, severalTell } from "./several.ts";

/** With one goal. */
interface SingleState extends Known {
  readonly startup: number;
  /** Null where there are bounds, or gains are counted by the second. */
  readonly restarts: Restarts | null;
}

type State = SingleState | SeveralState;

export const gp = defineSampler({
  name: "gp",
  summary: "Bayesian optimization: Gaussian process (Matérn-5/2), log expected improvement",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run", "prior"],
  options: {
    startup: int(0, 10_000),
    effort: categorical(["fast", "default", "thorough"]),
    per: categorical(["trial", "second"]),
  },
  defaults: { startup: 0, effort: "default", per: "trial" },
  zero: { startup: "as many as there are coordinates and one more, but 5 to 8" },
  slowUpTo: Infinity,

  init(problem, { startup, effort, per }): State {
    const first = { problem, startup: startup || startupOf(problem) };
    if (objectivesOf(problem.goals).length > 1) {
      if (per === "second") throw perSecondOfSeveral();
      return severalStart({ ...first, effort: efforts[effort] });
    }
    const bounded = noneBounded<number>(problem.goals);
    const costs = per === "second" ? { seconds: [], fitted: null } : null;
    const restarts = bounded || costs ? null : noRestarts();
    return { ...first, effort, trials: noTrials(), fitted: null, restarts, bounded, costs };
  },

  tell(state, trial) {
    if ("fits" in state) return severalTell(state, trial);
    remember(state.trials, state.problem, trial);
    if (state.restarts && rememberRestart(state.restarts, state.problem, trial)) return state;
    if (state.restarts) watch(state.restarts, trial);
    state.fitted = fittedIn(trial.memo) ?? state.fitted;
    const { goals } = state.problem;
    if (state.bounded) rememberBounds(state.bounded, goals, trial, lossOf(goals, trial));
    if (state.costs) {
      state.costs.seconds.push(secondsOf(trial));
      state.costs.fitted = fittedIn(trial.memo, "cost") ?? state.costs.fitted;
    }
    return state;
  },

  ask(state, ask) {
    const { problem, startup: total, trials } = state;
    const situation = situationOf(triedIn(trials), problem, ask);
    const { axes, known } = situation;
    if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
    if (known < total || 2 * trials.X.length < total) {
      return startup(problem, axes, ask.rng, { ...situation, total });
    }
    if ("fits" in state) return severalAsk(state, ask, situation);
    const { restarts } = state;
    const anew = restarts && restartAt(restarts, ask.number);
    if (!anew) return improve(state, ask, situation);
    const { params, memo } =
      anew.trials.X.length < total
        ? startup(problem, axes, ask.rng, { ...situation, total })
        : improve({ ...state, ...anew }, ask, situation);
    const why = `search ${restarts.count + 1}, begun anew since the model of all trials promises no gain: ${memo.why}`;
    return { params, memo: { ...memo, why, restart: restarts.count } };
  },
});

function perSecondOfSeveral(): TunesmithError {
  const remedy = 'make the time a goal of its own, or take "per" away';
  return new TunesmithError(
    "unsupported",
    `"per": "second" counts the gain of one goal, and there are several; ${remedy}.`,
  );
}
