import { checkKnown, nearest, TunesmithError } from "../../error.ts";
import { branch, categorical, type Domain, type Params, type Scalar, type Space } from "../../space/index.ts";
import { checkEstimator, type Estimator } from "../estimator.ts";
import type { EstimatorParams } from "../params.ts";

/** What each parameter may be: a list of values of any kind. Several grids in an array are searched one beside the other. */
export interface ParamGrid {
  readonly [name: string]: ArrayLike<unknown>;
}

/** What each parameter may be: a list, or a domain such as `float(1e-6, 1e6, { log: true })`. */
export interface ParamDistributions {
  readonly [name: string]: ArrayLike<unknown> | Domain;
}

/** The candidates of a search as a search space. */
export interface Candidates {
  readonly space: Space;
  /** How many there are; Infinity where a domain is among the lists. */
  readonly size: number;
  /** The estimator's parameters at a point of the space. */
  paramsOf(point: Params): EstimatorParams;
  /** The place of a point in scikit-learn's order, in [0, size): grid after grid, names sorted, the last one fastest. */
  indexOf(point: Params): number;
}

/** The parameters of one grid. */
interface Part {
  readonly space: Space;
  readonly lists: readonly List[];
  readonly size: number;
}

/** A parameter that takes the values of a list. In the study stand the values, or labels for what is no scalar. */
interface List {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly labels: readonly Scalar[];
}

/** Which of several grids: the name of the branch in the study. */
const which = "grid";

/**
 * Makes candidates of what users give.
 *
 * @param what  the option's name, for messages
 * @param options  all that the search was given
 * @throws TunesmithError "params" for names that the estimator does not have, "space" for lists and domains that cannot be
 */
export function candidatesOf(
  what: string,
  given: ParamDistributions | readonly ParamDistributions[],
  options: { readonly estimator: Estimator },
): Candidates {
  if (given === undefined) {
    const near = nearest(what, Object.keys(options));
    const wrong = near === null ? "" : `, and there is no option "${near}"`;
    const example = `{ estimator: …, ${what}: { C: [0.1, 1, 10] } }`;
    throw new TunesmithError("space", `${what} is missing${wrong}; give it in one object: ${example}.`);
  }
  const { estimator } = options;
  checkEstimator(estimator);
  const parts = (isSeveral(given) ? given : [given]).map((one) => partOf(what, one, estimator));
  const [only] = parts;
  if (!only) throw new TunesmithError("space", `${what} is an empty array; give at least one grid.`);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (parts.length === 1) {
    return {
      space: only.space,
      size,
      paramsOf: (point) => valuesAt(only, point),
      indexOf: (point) => placeIn(only, point),
    };
  }
  const cases = Object.fromEntries(parts.map((part, i) => [String(i), part.space]));
  const split = (point: Params) => {
    const { is, ...inner } = point[which] as Params;
    const i = Number(is);
    return { i, part: parts[i]!, inner };
  };
  return {
    space: { [which]: branch(cases) },
    size,
    paramsOf: (point) => {
      const { part, inner } = split(point);
      return valuesAt(part, inner);
    },
    indexOf: (point) => {
      const { i, part, inner } = split(point);
      return parts.slice(0, i).reduce((sum, before) => sum + before.size, 0) + placeIn(part, inner);
    },
  };
}

function isSeveral(
  given: ParamDistributions | readonly ParamDistributions[],
): given is readonly ParamDistributions[] {
  return Array.isArray(given);
}

function partOf(what: string, given: ParamDistributions, estimator: Estimator): Part {
  if (typeof given !== "object" || given === null) {
    throw new TunesmithError("space", `${what} is ${typeof given}; give an object: { C: [0.1, 1, 10] }.`);
  }
  checkKnown(`${what}: the estimator`, given, Object.keys(estimator.getParams()), "params");
  const lists: List[] = [];
  const space: Record<string, Domain> = {};
  let hasDomain = false;
  for (const name of Object.keys(given).sort()) {
    const choice = given[name]!;
    if (isDomain(choice)) {
      space[name] = choice;
      hasDomain = true;
      continue;
    }
    const list = listOf(what, name, choice);
    lists.push(list);
    space[name] = named(`${what}.${name}`, () => categorical(list.labels));
  }
  const size = hasDomain ? Infinity : lists.reduce((product, { values }) => product * values.length, 1);
  return { space, lists, size };
}

function isDomain(choice: ArrayLike<unknown> | Domain): choice is Domain {
  return typeof choice === "object" && choice !== null && "kind" in choice;
}

function listOf(what: string, name: string, choice: ArrayLike<unknown>): List {
  if (!Array.isArray(choice) && !ArrayBuffer.isView(choice)) {
    throw new TunesmithError(
      "space",
      `${what}.${name} is ${JSON.stringify(choice) ?? typeof choice}; give a list of values, or a domain such as float(0, 1).`,
    );
  }
  const values = Array.from(choice as ArrayLike<unknown>);
  const [low, high, scale] = values;
  if (values.length === 3 && typeof low === "number" && /^(log-)?uniform$/.test(String(scale))) {
    const range = `float(${low}, ${high}${scale === "uniform" ? "" : ", { log: true }"})`; // as in scikit-optimize
    throw new TunesmithError("space", `${what}.${name} is a list with "${scale}"; a range is ${range}.`);
  }
  return {
    name,
    values,
    labels: values.map((value, i) => (isScalar(value) ? value : `${i}: ${textOf(value)}`)),
  };
}

function isScalar(value: unknown): value is Scalar {
  return (
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

/** A value that is no scalar in words, for the study's tables. */
function textOf(value: unknown): string {
  if (typeof value === "function") return value.name || "function";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Says where a list stands that makes no domain. */
function named<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new TunesmithError("space", `${where}: ${(cause as Error).message}`, { cause });
  }
}

function valuesAt({ lists }: Part, point: Params): EstimatorParams {
  const params: Record<string, unknown> = { ...point };
  for (const { name, values, labels } of lists) params[name] = values[labels.indexOf(point[name] as Scalar)];
  return params;
}

function placeIn({ lists }: Part, point: Params): number {
  return lists.reduce(
    (place, { name, labels }) => place * labels.length + labels.indexOf(point[name] as Scalar),
    0,
  );
}
