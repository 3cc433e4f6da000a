/** Known constraints: conditions over parameters that every point tried shall hold. */
import { didYouMean, TunesmithError } from "../error.ts";
import { dimsOf, flatten } from "./dims.ts";
import type { Params, Scalar, Space } from "./domain.ts";
import { comparisons, type Expression, functions, parseExpression } from "./expression.ts";

/** A space with the constraints that are declared with it. */
export interface Constrained {
  readonly space: Space;
  /** Conditions such as `layers * width <= 4096`; see `expression.ts` for what they may say. */
  readonly constraints?: readonly string[] | undefined;
}

/** What a name, a piece, or the whole is at a point; undefined where it speaks of a parameter that is inactive. */
type Value = Scalar | undefined;
type Flat = { readonly [name: string]: Scalar };

/**
 * Checks constraints and returns them frozen.
 *
 * @throws TunesmithError "space" for what cannot be read, names no parameter, or says no condition
 */
export function checkConstraints(space: Space, constraints: unknown): readonly string[] {
  if (!Array.isArray(constraints) || constraints.some((c) => typeof c !== "string")) {
    throw new TunesmithError(
      "space",
      'constraints: give a list of conditions, such as ["layers * width <= 4096"].',
    );
  }
  const names = dimsOf(space).map((dim) => dim.name);
  for (const text of constraints as string[]) {
    const tree = treeOf(text);
    for (const name of namesIn(tree)) {
      if (names.includes(name)) continue;
      throw wrong(text, `speaks of "${name}", which is no parameter; ${didYouMean(name, names)}`);
    }
    if (!isCondition(tree)) throw wrong(text, "says no condition; compare something: a * b <= 100");
  }
  return Object.freeze([...(constraints as string[])]);
}

/** Whether a point holds all constraints. One that speaks of an inactive parameter says nothing there, and holds. */
export function isAllowed(of: Constrained, params: Params): boolean {
  return brokenBy(of, params) === null;
}

/** The first constraint that a point breaks; null when it holds all. */
export function brokenBy({ space, constraints = [] }: Constrained, params: Params): string | null {
  if (constraints.length === 0) return null;
  const flat = flatten(space, params);
  return constraints.find((text) => !holds(evaluate(treeOf(text), flat))) ?? null;
}

/** How far a point is from holding all constraints: 0 when it holds them, below 1 for each one that numbers break. */
export function breachOf({ space, constraints = [] }: Constrained, params: Params): number {
  const flat = flatten(space, params);
  return constraints.reduce((sum, text) => sum + breach(treeOf(text), flat), 0);
}

const known = new Map<string, Expression>();

function treeOf(text: string): Expression {
  const found = known.get(text);
  if (found) return found;
  const tree = parseExpression(text, (what) => wrong(text, what));
  known.set(text, tree);
  return tree;
}

function wrong(text: string, what: string): TunesmithError {
  return new TunesmithError("space", `the constraint "${text.slice(0, 120)}" ${what}.`);
}

function namesIn(e: Expression): string[] {
  if (e.kind === "name") return [e.name];
  if (e.kind === "value") return [];
  if (e.kind === "call") return e.of.flatMap(namesIn);
  return e.kind === "pair" ? [...namesIn(e.left), ...namesIn(e.right)] : namesIn(e.of);
}

/** Whether it is true or false, and not a number. A parameter may be either. */
function isCondition(e: Expression): boolean {
  if (e.kind === "name") return true;
  if (e.kind === "value") return typeof e.value === "boolean";
  if (e.kind === "not") return isCondition(e.of);
  if (e.kind !== "pair") return false;
  if (e.op === "and" || e.op === "or") return isCondition(e.left) && isCondition(e.right);
  return comparisons.includes(e.op);
}

function holds(value: Value): boolean {
  return value === true || value === undefined;
}

function evaluate(e: Expression, at: Flat): Value {
  switch (e.kind) {
    case "value":
      return e.value;
    case "name":
      return at[e.name];
    case "not": {
      const v = evaluate(e.of, at);
      return v === undefined ? v : v !== true;
    }
    case "minus":
      return calculate([e.of], at, (x) => -x!);
    case "call":
      return calculate(e.of, at, functions[e.name]!);
    case "pair":
      return pairOf(e.op, evaluate(e.left, at), evaluate(e.right, at));
  }
}

function pairOf(op: string, a: Value, b: Value): Value {
  if (op === "and")
    return a === false || b === false
      ? false
      : a === undefined || b === undefined
        ? undefined
        : a === true && b === true;
  if (op === "or")
    return a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
  if (a === undefined || b === undefined) return undefined;
  if (op === "==") return a === b;
  if (op === "!=") return a !== b;
  const [x, y] = [numberOf(a), numberOf(b)];
  switch (op) {
    case "<":
      return x < y;
    case "<=":
      return x <= y;
    case ">":
      return x > y;
    case ">=":
      return x >= y;
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return x / y;
    case "%":
      return x % y;
    default:
      return x ** y;
  }
}

function calculate(of: readonly Expression[], at: Flat, f: (...x: number[]) => number): Value {
  const values = of.map((e) => evaluate(e, at));
  return values.includes(undefined) ? undefined : f(...values.map((v) => numberOf(v!)));
}

/** A text is no number, so that no comparison with it holds. */
function numberOf(v: Scalar): number {
  return typeof v === "number" ? v : typeof v === "boolean" ? Number(v) : Number.NaN;
}

function breach(e: Expression, at: Flat): number {
  if (holds(evaluate(e, at))) return 0;
  if (e.kind === "pair") {
    if (e.op === "and") return breach(e.left, at) + breach(e.right, at);
    if (e.op === "or") return Math.min(breach(e.left, at), breach(e.right, at));
    const far = Math.abs(numberOf(evaluate(e.left, at) ?? null) - numberOf(evaluate(e.right, at) ?? null));
    if (e.op !== "!=" && Number.isFinite(far)) return 1 - 1 / (1 + far + 1e-12); // on the wrong side of "<" by nothing is still wrong
  }
  return 1;
}
