import { randomInt } from "node:crypto";
import { TunesmithError } from "../error.ts";
import { checkGoals, type Goals, type StudyFacts } from "../history/index.ts";
import { checkOptionNames } from "../option-names.ts";
import type { Pruner } from "../pruners/index.ts";
import { checkSupport, type Sampler, samplerKinds } from "../samplers/index.ts";
import {
  checkConstraints,
  checkSatisfiable,
  checkSpace,
  differs,
  type ParamsOf,
  type Space,
} from "../space/index.ts";
import type { Storage } from "../storage/index.ts";
import { openStorage, type StorageOptions } from "../storage/open.ts";
import type { Asker } from "./asking/asker.ts";
import { show } from "./outcome.ts";
import { prunerOf, recordedPruner, recordedSampler, samplerOf } from "./parts.ts";
import { missing } from "./read-study.ts";
import { Study } from "./study.ts";
import { Worker } from "./worker.ts";

/** How an open study is worked on: the parts may differ from one process to the next. */
export interface OpenOptions {
  /** A URL (`memory:`, `sqlite:PATH`), or a storage; default `memory:`. */
  readonly storage?: string | Storage;
  /** A name, or a sampler with options, as `gp({ … })`; default: the recorded one. */
  readonly sampler?: string | Sampler | (() => Sampler);
  /** A name, or a pruner with options, as `asha({ … })`; default: the recorded one. */
  readonly pruner?: string | Pruner | (() => Pruner);
  /**
   * Where points are made that take a model, those of `auto`, `gp` and `forest`: `here`, where all else waits for 5 to 100 ms; or in a
   * `thread` that follows the log, with the same points. What costs little, samplers of yours and `trial.suggest…` stay here in any
   * case. Of this handle, and not recorded; default `here`.
   */
  readonly asking?: "here" | "thread";
  /** How long a worker may be silent before its trials are taken over, in ms; default 60 000. */
  readonly leaseMs?: number;
}

export interface StudyOptions<S extends Space> extends OpenOptions {
  /** Names the study in its storage; default `study`. */
  readonly name?: string;
  /** The parameters; `{}` when the objective chooses all of them with `trial.suggest…`. */
  readonly space: S;
  /** For a single goal called `value`; default "minimize". */
  readonly direction?: "minimize" | "maximize";
  /** Conditions over parameters that every point shall hold, such as `"layers * width <= 4096"`. */
  readonly constraints?: readonly string[];
  /** Named goals, in place of `direction`. */
  readonly goals?: Goals;
  /** A whole number; the same seed gives the same study. Default: a random one, recorded. */
  readonly seed?: number;
  /** How many workers a trial may take down with it before it fails; default 3. */
  readonly maxAttempts?: number;
  /** What to do when there is a study of that name: fail, go on with it, or drop it first. Default "error". */
  readonly ifExists?: "error" | "resume" | "replace";
}

const defaultLeaseMs = 60_000;

/**
 * Makes a study, or with `ifExists: "resume"` goes on with it.
 *
 * @throws TunesmithError "study-exists"; "study-differs" when resumed with another space, goals or seed; "space", "goals",
 *   "name", "option", "unsupported" for parts that do not fit; "storage…" for the storage
 * @example
 * const study = await createStudy({ name: "iris", space: { C: float(1e-6, 1e6, { log: true }) }, direction: "maximize" });
 */
export async function createStudy<const S extends Space>(
  options: StudyOptions<S>,
): Promise<Study<ParamsOf<S>>> {
  checkOptions(options);
  const { name = "study", ifExists = "error" } = options;
  const space = checkSpace(options.space);
  const goals = goalsOf(options);
  const sampler = samplerOf(options.sampler ?? "auto");
  const pruner = prunerOf(options.pruner ?? "none");
  const constraints = options.constraints ? checkConstraints(space, options.constraints) : undefined;
  checkSatisfiable({ space, constraints });
  checkSupport(sampler, { space, goals, seed: 0 }, samplerKinds());
  if (pruner.spec.name !== "none") checkPrunable(goals);

  const { storage, isOurs } = await storageOf(options.storage);
  try {
    if (ifExists === "replace") await storage.drop(name);
    const worker = new Worker(storage, name, options.leaseMs ?? defaultLeaseMs);
    await worker.sync();
    let isNew = false;
    if (!worker.history.study) {
      const seed = options.seed ?? randomInt(2 ** 32);
      const known = constraints?.length ? { constraints } : {};
      const facts = { space, goals, ...known, seed, sampler: sampler.spec, pruner: pruner.spec };
      const retries = options.maxAttempts === undefined ? {} : { maxAttempts: options.maxAttempts };
      const place = await worker.append({ type: "study.created", ...facts, ...retries });
      isNew = place === worker.history.study!.openedAt; // else another process was faster
    }
    if (!isNew && ifExists !== "resume") {
      throw new TunesmithError(
        "study-exists",
        `there is a study "${name}" in ${storage.url}; choose another name, go on with it (ifExists: "resume"), or replace it.`,
      );
    }
    const found = worker.history.study!;
    if (!isNew)
      checkSame(name, found, {
        space,
        goals,
        constraints,
        ...(options.seed === undefined ? {} : { seed: options.seed }),
      });
    const parts = {
      sampler: options.sampler === undefined ? recordedSampler(found.sampler) : sampler,
      pruner: options.pruner === undefined ? recordedPruner(found.pruner) : pruner,
    };
    return new Study<ParamsOf<S>>({ worker, ...parts, asker: await askerOf(options), ownsStorage: isOurs });
  } catch (e) {
    if (isOurs) await storage.close();
    throw e;
  }
}

/**
 * Opens a study that is there.
 *
 * @throws TunesmithError "study-missing"; "name" when its sampler is not one of ours and none was given; "storage…"
 */
export async function openStudy(name: string, options: OpenOptions): Promise<Study> {
  checkOptionNames("openStudy", options, openOptions);
  checkAsking(options);
  const { storage, isOurs } = await storageOf(options.storage, { create: false });
  try {
    const worker = new Worker(storage, name, options.leaseMs ?? defaultLeaseMs);
    await worker.sync();
    const found = worker.history.study;
    if (!found) throw await missing(storage, name);
    const sampler =
      options.sampler === undefined ? recordedSampler(found.sampler) : samplerOf(options.sampler);
    const pruner = options.pruner === undefined ? recordedPruner(found.pruner) : prunerOf(options.pruner);
    checkSupport(sampler, found, samplerKinds());
    return new Study({ worker, sampler, pruner, asker: await askerOf(options), ownsStorage: isOurs });
  } catch (e) {
    if (isOurs) await storage.close();
    throw e;
  }
}

async function storageOf(
  given: string | Storage = "memory:",
  options: StorageOptions = {},
): Promise<{ storage: Storage; isOurs: boolean }> {
  if (typeof given === "string") return { storage: await openStorage(given, options), isOurs: true };
  return { storage: given, isOurs: false };
}

function goalsOf({ direction, goals }: { direction?: "minimize" | "maximize"; goals?: Goals }): Goals {
  if (goals && direction) throw new TunesmithError("goals", "give direction or goals, not both.");
  return checkGoals(goals ?? { value: direction ?? "minimize" });
}

function checkPrunable(goals: Goals): void {
  if (Object.values(goals).filter((g) => typeof g === "string").length === 1) return;
  throw new TunesmithError(
    "goals",
    'a pruner needs a single optimised goal; use pruner: "none" with several.',
  );
}

/** What `openStudy` takes, and `createStudy` besides. */
const openOptions = ["storage", "sampler", "pruner", "leaseMs", "asking"];
const studyOptions = [
  ...openOptions,
  "name",
  "space",
  "direction",
  "goals",
  "constraints",
  "seed",
  "maxAttempts",
  "ifExists",
];

function checkOptions(o: StudyOptions<Space>): void {
  checkOptionNames("createStudy", o, studyOptions);
  checkAsking(o);
  if (o.ifExists !== undefined && !["error", "resume", "replace"].includes(o.ifExists)) {
    throw new TunesmithError(
      "option",
      `ifExists is ${JSON.stringify(o.ifExists)}; use "error", "resume" or "replace".`,
    );
  }
  if (o.seed !== undefined && !Number.isSafeInteger(o.seed)) {
    throw new TunesmithError("option", `seed is ${show(o.seed)}; it must be a whole number.`);
  }
  if (o.maxAttempts !== undefined && !(Number.isSafeInteger(o.maxAttempts) && o.maxAttempts >= 1)) {
    throw new TunesmithError("option", `maxAttempts is ${o.maxAttempts}; it must be a whole number from 1.`);
  }
  if (o.leaseMs !== undefined && !(Number.isFinite(o.leaseMs) && o.leaseMs > 0)) {
    throw new TunesmithError("option", `leaseMs is ${o.leaseMs}; it must be a number of ms above 0.`);
  }
  if (o.name === "") throw new TunesmithError("option", "the name of a study is empty.");
}

function checkAsking({ asking }: OpenOptions): void {
  if (asking === undefined || asking === "here" || asking === "thread") return;
  throw new TunesmithError("option", `asking is ${JSON.stringify(asking)}; use "here" or "thread".`);
}

/** A thread stays for so long without an ask: objectives may take minutes, and it is quick to start. */
const askerIdleMs = 60_000;

async function askerOf({ asking }: OpenOptions): Promise<Asker | null> {
  if (asking !== "thread") return null;
  const { Asker } = await import("./asking/asker.ts"); // others do without its weight
  return Asker.start(askerIdleMs);
}

/** Refuses to go on with a study that was made for another problem. */
function checkSame(
  name: string,
  found: StudyFacts,
  now: { space: Space; goals: Goals; constraints: readonly string[] | undefined; seed?: number },
): void {
  const space = differs(found.space, now.space);
  const goals = JSON.stringify(found.goals) !== JSON.stringify(now.goals);
  const lists = [found.constraints ?? [], now.constraints ?? []].map((list) => list.join("; "));
  const seed = now.seed !== undefined && now.seed !== found.seed;
  const what = space
    ? `another space: ${space}`
    : goals
      ? `other goals: ${JSON.stringify(found.goals)}`
      : lists[0] !== lists[1]
        ? `other constraints: ${lists[0] || "none"}`
        : seed
          ? `seed ${found.seed}`
          : null;
  if (what === null) return;
  throw new TunesmithError(
    "study-differs",
    `study "${name}" was made with ${what}. Use the same, choose another name, or replace it (ifExists: "replace", --replace).`,
  );
}
