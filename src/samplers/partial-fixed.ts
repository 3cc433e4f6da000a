/** Some parameters fixed, and the others searched by another sampler. */
import { didYouMean, TunesmithError } from "../error.ts";
import { changed, type Finished, type History, type Spec, type Trial } from "../history/index.ts";
import {
  branch,
  categorical,
  checkParams,
  contains,
  type Domain,
  describe,
  dimsOf,
  float,
  int,
  type Params,
  type Scalar,
  type Space,
} from "../space/index.ts";
import type { Problem, Sampler } from "./sampler.ts";

type Fixed = { readonly [name: string]: Scalar };

/** The state of the inner sampler, over the space in which the fixed parameters have one value. */
interface State {
  readonly space: Space;
  inner: unknown;
}

/**
 * A sampler over the part of a space in which some parameters have one value.
 *
 * The inner sampler sees a smaller problem, and of the trials those that lie in it: what others tell of other values of the
 * fixed parameters, it does not learn.
 */
export function fixedAround(inner: Sampler, fixed: Fixed): Sampler {
  const spec = { name: "partialFixed", options: { sampler: inner.spec, fixed } } as unknown as Spec;
  const sampler: Sampler<State> = {
    spec,
    supports: inner.supports,
    ...(inner.slowUpTo !== undefined && { slowUpTo: inner.slowUpTo }),
    init(problem: Problem) {
      const space = narrowed(problem.space, fixed);
      return { space, inner: inner.init({ ...problem, space }) };
    },
    tell(state, trial) {
      if (isIn(state.space, trial.params)) state.inner = inner.tell(state.inner, trial);
      return state;
    },
    ask(state, ask) {
      const { params, memo } = inner.ask(state.inner, { ...ask, history: within(state.space, ask.history) });
      const values = Object.entries(fixed).map(([name, value]) => `${name} = ${String(value)}`);
      return { params, memo: { ...memo, why: `with ${values.join(", ")} fixed: ${memo.why}` } };
    },
    left: (state, history) => inner.left(state.inner, within(state.space, history)),
  };
  return sampler as unknown as Sampler;
}

/**
 * @throws TunesmithError "params" for a name or value that the space does not have
 */
function narrowed(space: Space, fixed: Fixed): Space {
  const dims = dimsOf(space);
  const names = dims.map((dim) => dim.name);
  for (const [name, value] of Object.entries(fixed)) {
    const dim = dims.find((d) => d.name === name);
    if (!dim)
      throw new TunesmithError(
        "params",
        `"${name}" is to be fixed, and is no parameter; ${didYouMean(name, names)}.`,
      );
    const { domain } = dim;
    const isIn =
      domain.kind === "branch" ? Object.hasOwn(domain.cases, String(value)) : contains(domain, value);
    if (isIn) continue;
    throw new TunesmithError(
      "params",
      `"${name}" is to be fixed at ${JSON.stringify(value)}; it must be ${describe(domain)}.`,
    );
  }
  const walk = (s: Space, prefix: string): Space =>
    Object.fromEntries(
      Object.entries(s).map(([key, domain]): [string, Domain] => {
        const name = prefix + key;
        const value = fixed[name];
        if (domain.kind !== "branch") return [key, value === undefined ? domain : alone(domain, value)];
        const cases = Object.entries(domain.cases).filter(([is]) => value === undefined || is === value);
        return [
          key,
          branch(Object.fromEntries(cases.map(([is, inside]) => [is, walk(inside, `${name}.${is}.`)]))),
        ];
      }),
    );
  return walk(space, "");
}

/** The domain with one value. */
function alone(domain: Exclude<Domain, { kind: "branch" }>, value: Scalar): Domain {
  if (domain.kind === "categorical") return categorical([value], { ordered: domain.ordered });
  return domain.kind === "int"
    ? int(value as number, value as number)
    : float(value as number, value as number);
}

function isIn(space: Space, params: Params | null): boolean {
  if (params === null) return false;
  try {
    checkParams(space, params);
    return true;
  } catch {
    return false;
  }
}

/** A history in which only what lies in the space has a point, or has ended. */
function within(space: Space, history: History): History {
  const trials = history.trials.map((t): Trial => (isIn(space, t.params) ? t : changed(t, { params: null })));
  return {
    ...history,
    trials,
    finished: history.finished.filter((n) => (trials[n] as Finished).params !== null),
  };
}
