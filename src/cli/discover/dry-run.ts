/** One run of a command as it stands: whether it works, and what it prints. */
import { readdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { TunesmithError } from "../../error.ts";
import { startChild } from "../../executors/child.ts";
import { environmentOf } from "../../executors/environment.ts";
import { failureOf } from "../../executors/failure.ts";
import { follow } from "../../executors/metrics/files.ts";
import type { Reading } from "../../executors/metrics/line.ts";
import type { MetricNames } from "../../executors/metrics/names.ts";
import { MetricReader } from "../../executors/metrics/reader.ts";
import { checkProgram } from "../../executors/program.ts";
import { hider } from "../../executors/secrets.ts";
import { LastLines } from "../../executors/tail.ts";
import type { Settings } from "../study-file/plan.ts";

/** What it printed. */
export interface Printed {
  /** As the settings say that it is read. */
  readonly names: MetricNames;
  /** And read on standard error, too. */
  readonly withErrors: MetricNames;
  /** Files of the folder it ran in that are new or were changed, and may hold metrics; five at most. */
  readonly files: readonly string[];
}

/**
 * Runs it once, with its own values.
 *
 * @throws TunesmithError "objective" when it fails, with its last words; "file" when there is no such program
 */
export async function dryRun(
  argv: readonly string[],
  settings: Settings,
  signal: AbortSignal,
): Promise<Printed> {
  const cwd = resolve(settings.cwd ?? ".");
  checkProgram(argv[0]!, cwd);
  const folder = await mkdtemp(join(tmpdir(), "tunesmith-"));
  const reader = new MetricReader(null, () => {});
  const both = new MetricReader(null, () => {});
  const last = new LastLines();
  const hide = hider(process.env, settings.env ?? {});
  const own = join(folder, "metrics.jsonl");
  const files = [own, ...(settings.metricsFile ? [resolve(cwd, settings.metricsFile)] : [])];
  const take = (reading: Reading) => {
    reader.take(reading);
    both.take(reading);
  };
  const before = changesIn(cwd);
  const following = await Promise.all(files.map((file) => follow(file, take)));
  try {
    const env = { ...environmentOf(settings.passEnv, settings.env), TUNESMITH_METRICS_FILE: own };
    const child = startChild(argv, {
      cwd,
      env,
      graceMs: settings.grace ?? 5000,
      onLine: (line, stream) => {
        last.put(hide(line), stream);
        if (stream === "stdout" || settings.readStderr) reader.line(line);
        both.line(line);
      },
    });
    signal.addEventListener("abort", child.terminate, { once: true });
    const exit = await child.exit;
    for (const one of following) await one.end();
    if (signal.aborted) throw signal.reason;
    const failure = failureOf(exit, last.all);
    if (failure)
      throw new TunesmithError(
        "objective",
        `the dry run of the command failed: ${failure.why}${last.words()}`,
      );
    const changed = [...changesIn(cwd)].filter(([name, at]) => before.get(name) !== at).map(([name]) => name);
    return { names: reader.names, withErrors: both.names, files: changed.slice(0, 5) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** When each file that may hold metrics was changed, in ms; one that is gone again is left out. */
function changesIn(folder: string): Map<string, number> {
  try {
    const names = readdirSync(folder).filter((name) => /\.(log|txt|csv|tsv|jsonl|ndjson)$/.test(name));
    const changes = names.map((name) => [name, statSync(join(folder, name), quietly)?.mtimeMs] as const);
    return new Map(changes.filter((change): change is [string, number] => change[1] !== undefined));
  } catch {
    return new Map(); // the folder is not to be read
  }
}

const quietly = { throwIfNoEntry: false } as const;
