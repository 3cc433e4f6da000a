/** Recorded tuning tasks: forests fitted to thousands of cross-validated scikit-learn fits, see `README.md` beside. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { branch, type Params, type Space } from "tunesmith/space";
import { type Declared, flat, spaceOf } from "./declared.ts";
import type { Objective, Scale } from "./tasks.ts";

interface Stored {
  readonly space: readonly Declared[];
  /** Trees in preorder: the left child of node i is i + 1. A leaf has feature -1. */
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly right: readonly number[];
  readonly value: readonly number[];
  readonly roots: readonly number[];
  readonly check: Objective["check"];
}

const folder = new URL("tasks/", import.meta.url);

function storedIn<T extends Stored>(name: string): T {
  return JSON.parse(gunzipSync(readFileSync(new URL(`${name}.json.gz`, folder))).toString()) as T;
}

const objectiveOf = (stored: Stored): Objective => ({
  space: spaceOf(stored.space),
  loss: lossOf(stored),
  check: stored.check,
});

/** The recorded task of a file in `tasks/`. */
export const forestTask = (name: string): Objective => objectiveOf(storedIn(name));

/** The names of the tasks in `tasks/more/`, which `record.py` has made. */
export function moreTasks(): string[] {
  const ending = ".json.gz";
  const files = readdirSync(new URL("more/", folder));
  return files.filter((f) => f.endsWith(ending)).map((f) => f.slice(0, -ending.length));
}

/** One of them, with what its scores refer to. */
export function moreTask(name: string): Objective & Scale {
  const stored = storedIn<Stored & { opt: number; random_median: number }>(`more/${name}`);
  return { ...objectiveOf(stored), opt: stored.opt, randomMedian: stored.random_median };
}

/** The choice between four models, each with parameters of its own. */
export function modelChoiceTask(): Objective {
  const models = {
    lr: forestTask("lr_breast_cancer__m1"),
    rf: forestTask("rf_breast_cancer__m1"),
    knn: forestTask("knn_breast_cancer__m1"),
    svm: forestTask("svm_breast_cancer"),
  };
  const cases = Object.fromEntries(Object.entries(models).map(([name, m]) => [name, m.space]));
  const space: Space = { model: branch(cases) };
  const loss = (params: Params) => {
    const { is, ...inner } = params.model as Params;
    return models[is as keyof typeof models].loss(inner);
  };
  return { space, loss, check: [] };
}

function lossOf({ space, ...stored }: Stored): (params: Params) => number {
  const feature = Int32Array.from(stored.feature);
  const threshold = Float64Array.from(stored.threshold);
  const right = Int32Array.from(stored.right);
  const value = Float64Array.from(stored.value);
  return (params) => {
    const x = encoded(space, params);
    let sum = 0;
    for (const root of stored.roots) {
      let node = root;
      while (feature[node]! >= 0) node = x[feature[node]!]! <= threshold[node]! ? node + 1 : right[node]!;
      sum += value[node]!;
    }
    return sum / stored.roots.length;
  };
}

/** As the forest was fitted: numbers in [0, 1], -0.5 where inactive; a category as one column for each choice. */
function encoded(space: readonly Declared[], params: Params): Float32Array {
  const active = flat(params);
  return Float32Array.from(
    space.flatMap((p) => {
      const value = active[p.name];
      if (p.type === "cat") {
        return p.choices!.map((c) => Number(value !== undefined && String(c) === String(value)));
      }
      if (value === undefined) return [-0.5];
      const at = (v: number) => (p.log ? Math.log(v) : v);
      return [(at(value as number) - at(p.low!)) / (at(p.high!) - at(p.low!))];
    }),
  );
}
