/** One run of a command for one trial, from its folder to its outcome. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isTunesmithError } from "../error.ts";
import type { FailureKind } from "../history/index.ts";
import { flatten, type Params } from "../space/index.ts";
import type { ActiveTrial, Answer } from "../study/index.ts";
import type { CommandOptions } from "./command-options.ts";
import { textsOf, variablesOf } from "./environment.ts";
import { type Failure, failureOf } from "./failure.ts";
import type { Launchers } from "./launchers.ts";
import { follow } from "./metrics/files.ts";
import { fillPlaceholders } from "./placeholders.ts";
import type { ReportServer } from "./report-server.ts";
import { residentBytes } from "./resident.ts";
import { RunMetrics } from "./run-metrics.ts";
import type { Places } from "./slots.ts";
import { LastLines } from "./tail.ts";
import type { Template } from "./template.ts";
import { TrialFolder } from "./trial-folder.ts";

/** A command that was checked, and all that its runs share. */
export interface Prepared extends CommandOptions {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly launchers: () => Promise<Launchers>;
  readonly hide: (text: string) => string;
  readonly templateFiles: readonly Template[];
  readonly places: Places | null;
  readonly server: ReportServer | null;
}

/** How often the memory of a run is looked at, in ms. */
const memoryEveryMs = 250;

/** How often a kind of failure is tried again, when nothing else is said: it was not the fault of the point. */
export const usualRetries: { readonly [K in FailureKind]?: number } = { infrastructure: 2, preempted: 2 };

/** Runs the command for a trial; see `Executor.run`. */
export async function runCommand(trial: ActiveTrial<Params>, o: Prepared): Promise<Answer> {
  trial.signal.throwIfAborted();
  const place = o.places ? await o.places.take() : null;
  const { number, attempt } = trial;
  const folder = TrialFolder.make(o.folder ?? null, { number, attempt, keep: o.keep ?? "all" });
  let outcome: Outcome = { state: "ended early" };
  const startedAt = performance.now();
  try {
    outcome = await runIn(folder, place, trial, o);
  } finally {
    if (place !== null) o.places!.giveBack(place);
    const seconds = (performance.now() - startedAt) / 1000;
    if (o.folder !== undefined) keepOutcome(folder, { ...outcome, seconds });
    folder.close(outcome.state === "complete");
  }
  return answerOf(outcome, trial, o);
}

/** How a run ended, as its folder keeps it. */
type Outcome =
  | { readonly state: "complete"; readonly values: { readonly [goal: string]: number } }
  | { readonly state: "pruned" | "ended early" }
  | { readonly state: "failed"; readonly kind: FailureKind; readonly why: string };

function keepOutcome(folder: TrialFolder, outcome: Outcome & { readonly seconds: number }): void {
  try {
    folder.write("outcome.json", `${JSON.stringify(outcome, null, 2)}\n`);
  } catch {
    // A full disk, or a folder that somebody has removed: the result is the study's, not the folder's.
  }
}

async function answerOf(outcome: Outcome, trial: ActiveTrial<Params>, o: Prepared): Promise<Answer> {
  if (outcome.state === "complete") return outcome.values;
  if (outcome.state !== "failed") return undefined;
  const { kind, why } = outcome;
  const retries = { ...usualRetries, ...o.retry }[kind] ?? 0;
  if (trial.attempt > retries) return { state: "failed", kind, why };
  // What broke the machine or the network just now may be over in a moment.
  await sleep((o.retryPauseMs ?? 1000) * 4 ** (trial.attempt - 1), undefined, { signal: trial.signal }).catch(
    () => {},
  );
  return { state: "lost", why: `handed back after a failure (${kind}): ${why}` };
}

async function runIn(
  folder: TrialFolder,
  place: string | null,
  trial: ActiveTrial<Params>,
  o: Prepared,
): Promise<Outcome> {
  const texts = textsOf(o.space, trial.params);
  const extras = new Map([
    ["trial", String(trial.number)],
    ["folder", folder.path],
    ["seed", String(trial.seed)],
  ]);
  let argv = o.argv;
  for (const template of o.templateFiles) {
    let text: string;
    try {
      text = template.render(new Map(Object.entries(flatten(o.space, trial.params))));
    } catch (e) {
      if (isTunesmithError(e, "params")) return failed({ kind: "arguments", why: e.message });
      throw e;
    }
    const copy = folder.write(template.file, text);
    extras.set(template.name, copy);
    argv = argv.map((word) =>
      word === template.path
        ? copy
        : word.endsWith(`=${template.path}`)
          ? word.slice(0, -template.path.length) + copy
          : word,
    );
  }
  const paramsFile = folder.write("params.json", JSON.stringify(trial.params));
  const metricsFile = resolve(folder.path, "metrics.jsonl");

  let stopped: Failure | null = null;
  const metrics = new RunMetrics(trial, o.goals, () => child.terminate());
  const inbox = await o.server?.open((posted) => metrics.take(posted));
  const own = await follow(metricsFile, (reading) => metrics.reader.take(reading));
  const theirs =
    o.metricsFile === undefined
      ? null
      : await follow(resolve(o.cwd, fillPlaceholders([o.metricsFile], texts, extras)[0]!), (reading) =>
          metrics.reader.take(reading),
        );
  const launchers = await o.launchers();
  const last = new LastLines();
  const oomBefore = recentOomKills();
  const child = launchers.start({
    argv: fillPlaceholders(argv, texts, extras),
    variables: {
      ...(place === null ? {} : { CUDA_VISIBLE_DEVICES: place, HIP_VISIBLE_DEVICES: place }),
      ...variablesOf(texts),
      ...(inbox ? { TUNESMITH_REPORT_URL: inbox.url } : {}),
      TUNESMITH_PARAMS_FILE: paramsFile,
      TUNESMITH_METRICS_FILE: metricsFile,
      TUNESMITH_TRIAL_FOLDER: folder.path,
      TUNESMITH_TRIAL: String(trial.number),
      TUNESMITH_SEED: String(trial.seed),
    },
    graceMs: o.graceMs ?? 5000,
    onLine: (line, stream) => {
      const shown = o.hide(line);
      o.onLine?.(shown, stream, trial.number);
      folder.log(stream, shown);
      last.put(shown, stream);
      if (stream === "stdout" || o.stderrToo) metrics.reader.line(line);
    },
  });
  const stop = (failure: Failure) => {
    stopped ??= failure;
    child.terminate();
  };
  const watches = watch(child.group, o, stop);
  trial.signal.addEventListener("abort", child.terminate, { once: true });
  if (trial.signal.aborted) child.terminate();
  const exit = await child.exit;
  for (const timer of watches) clearTimeout(timer);
  trial.signal.removeEventListener("abort", child.terminate);
  await own.end();
  await theirs?.end();
  inbox?.close();

  trial.signal.throwIfAborted();
  const reported = await metrics.end();
  if (reported === "prune") return { state: "pruned" };
  if (reported !== "continue") return failed(reported);
  const isWell = exit.kind === "exited" && exit.status === 0;
  const wasOom = !isWell && oomBefore !== null && (oomKills() ?? 0) > oomBefore;
  const failure: Failure | null = stopped ?? failureOf(exit, last.all, wasOom);
  if (failure) return failed({ ...failure, why: `${failure.why}${last.words()}` });
  const result = metrics.result();
  if (typeof result === "object" && "kind" in result && "why" in result) return failed(result as Failure);
  return { state: "complete", values: result as { readonly [goal: string]: number } };
}

function failed({ kind, why }: Failure): Outcome {
  return { state: "failed", kind, why };
}

/** Ends a run that takes too long, or too much memory. */
function watch(group: number | null, o: Prepared, stop: (failure: Failure) => void): NodeJS.Timeout[] {
  const timers: NodeJS.Timeout[] = [];
  const { timeoutMs, memoryBytes } = o;
  if (timeoutMs !== undefined) {
    const why = `it ran longer than ${timeoutMs} ms, and was ended`;
    timers.push(setTimeout(() => stop({ kind: "timeout", why }), timeoutMs));
  }
  if (memoryBytes !== undefined && group !== null) {
    const look = () => {
      const bytes = residentBytes(group);
      if (bytes === null || bytes <= memoryBytes) return;
      const [found, most] = [bytes, memoryBytes].map((b) => `${Math.round(b / 1e6)} MB`);
      stop({ kind: "memory", why: `it held ${found} of memory, over its ${most}, and was ended` });
    };
    timers.push(setInterval(look, memoryEveryMs));
  }
  return timers;
}

/** So old may the kernel's word on memory be, in ms: trials of a moment share one look. */
const oomFreshMs = 500;
let oomSeen: { readonly count: number | null; readonly at: number } | null = null;

/** How many processes the kernel had killed for memory a moment ago; null where it does not say. */
function recentOomKills(): number | null {
  if (!oomSeen || performance.now() - oomSeen.at > oomFreshMs)
    oomSeen = { count: oomKills(), at: performance.now() };
  return oomSeen.count;
}

/** The same by now. */
function oomKills(): number | null {
  try {
    const [, count] = /^oom_kill (\d+)$/m.exec(readFileSync("/proc/vmstat", "latin1")) ?? [];
    return count === undefined ? null : Number(count);
  } catch {
    return null;
  }
}
