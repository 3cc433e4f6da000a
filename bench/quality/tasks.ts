/** What samplers are measured on. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Params, Space } from "tunesmith/space";
import { bbobTasks } from "./bbob.ts";
import { forestTask, modelChoiceTask, moreTask, moreTasks } from "./forest.ts";
import { liveTasks } from "./live.ts";
import { mixedIntegerTasks, randomMedianOf } from "./mixed-integer.ts";
import { syntheticTasks } from "./synthetic.ts";

/** A loss over a space, and points whose loss is known. */
export interface Objective {
  readonly space: Space;
  readonly loss: (params: Params) => number | Promise<number>;
  readonly check: readonly { readonly x: Params; readonly y: number }[];
}

/** What scores refer to. */
export interface Scale {
  /** The least loss, or the best that a long search found. */
  readonly opt: number;
  /** The median loss of random points. */
  readonly randomMedian: number;
}

/** An objective with what its scores refer to. */
export interface Task extends Objective, Scale {
  readonly name: string;
  readonly kind: "synthetic" | "hpo" | "mixint" | "live" | "more" | "bbob" | "bbob20";
  /** Of a family the member that a seed searches; the task itself is that of seed 0. */
  readonly memberOf?: (seed: number) => Objective & Scale;
}

/** What peers reached: the best loss after 10, 20, 30, 50, 100 and 200 trials. */
export interface PeerRun {
  readonly peer: string;
  readonly task: string;
  readonly seed: number;
  readonly best: { readonly [trials: string]: number };
}

interface Peers {
  readonly tasks: {
    readonly [name: string]: { kind: Task["kind"]; opt: number; random_median: number };
  };
  readonly runs: readonly PeerRun[];
}

let peers: Peers | undefined;

function recorded(): Peers {
  peers ??= JSON.parse(
    gunzipSync(readFileSync(new URL("peers.json.gz", import.meta.url))).toString(),
  ) as Peers;
  return peers;
}

/** The recorded runs of other systems. */
export const peerRuns = (): readonly PeerRun[] => recorded().runs;

/** The tasks that peers were recorded on, then those that they can only be run on live. */
export const taskNames = (): readonly string[] => [
  ...Object.keys(recorded().tasks),
  ...mixedIntegerTasks().keys(),
  ...Object.keys(liveTasks),
  ...moreTasks().map((name) => more + name),
  ...bbobTasks().keys(),
];

const more = "more_";

const loaded = new Map<string, Task>();

/** A task by name; the same object each time, since recorded ones take a while to read. */
export function taskOf(name: string): Task {
  const known = loaded.get(name);
  if (known) return known;
  const task = load(name);
  loaded.set(name, task);
  return task;
}

function load(name: string): Task {
  const facts = recorded().tasks[name];
  if (facts) {
    return {
      name,
      kind: facts.kind,
      opt: facts.opt,
      randomMedian: facts.random_median,
      ...objectiveOf(name),
    };
  }
  const mixed = mixedIntegerTasks().get(name);
  if (mixed) return { name, kind: "mixint", opt: 0, randomMedian: randomMedianOf(mixed), ...mixed };
  if (name.startsWith(more)) return { name, kind: "more", ...moreTask(name.slice(more.length)) };
  const family = bbobTasks().get(name);
  if (family) return { name, ...family, ...family.memberOf(0) };
  const live = liveTasks[name];
  if (live) return { name, kind: "live", check: [], ...live() };
  throw new Error(`there is no task "${name}"; there are ${taskNames().join(", ")}.`);
}

function objectiveOf(name: string): Objective {
  if (name === "cash_breast_cancer") return modelChoiceTask();
  if (name.startsWith("hpo_")) return forestTask(name.slice("hpo_".length));
  return syntheticTasks().get(name)!;
}

/** log10 of the share of the way from a random point to the optimum that is still to go; at least -4. */
export function logRegret({ opt, randomMedian }: Scale, best: number): number {
  return Math.max(-4, Math.log10(Math.max(1e-4, (best - opt) / (randomMedian - opt))));
}

/** 100 at the optimum, 0 at a random point. */
export function score({ opt, randomMedian }: Scale, best: number): number {
  return 100 * (1 - Math.min(1, Math.max(0, (best - opt) / (randomMedian - opt))));
}

/** The loss on another scale that is as far from the optimum there, as a share of the way to a random point. */
export function rescaled(loss: number, from: Scale, to: Scale): number {
  if (from === to) return loss;
  return to.opt + ((loss - from.opt) / (from.randomMedian - from.opt)) * (to.randomMedian - to.opt);
}
