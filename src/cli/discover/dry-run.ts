/** One run of a command as it stands: whether it works, and what it prints. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { TunesmithError } from "../../error.ts";
import { startChild } from "../../executors/child.ts";
import { environmentOf } from "../../executors/environment.ts";
import { failureOf } from "../../executors/failure.ts";
import { follow } from "../../executors/metrics/files.ts";
import type { MetricNames } from "../../executors/metrics/names.ts";
import { MetricReader } from "../../executors/metrics/reader.ts";
import { checkProgram } from "../../executors/program.ts";
import { hider } from "../../executors/secrets.ts";
import { LastLines } from "../../executors/tail.ts";
import type { Settings } from "../study-file/plan.ts";

/**
 * Runs it once, with its own values.
 *
 * @param onLine  told each line
 * @throws TunesmithError "objective" when it fails, with its last words; "file" when there is no such program
 */
export async function dryRun(
  argv: readonly string[],
  settings: Settings,
  { signal, onLine }: { readonly signal: AbortSignal; readonly onLine: (line: string) => void },
): Promise<MetricNames> {
  const cwd = resolve(settings.cwd ?? ".");
  checkProgram(argv[0]!, cwd);
  const folder = await mkdtemp(join(tmpdir(), "tunesmith-"));
  const reader = new MetricReader(null, () => {});
  const last = new LastLines();
  const hide = hider(process.env, settings.env ?? {});
  const own = join(folder, "metrics.jsonl");
  const files = [own, ...(settings.metricsFile ? [resolve(cwd, settings.metricsFile)] : [])];
  const following = await Promise.all(files.map((file) => follow(file, (reading) => reader.take(reading))));
  try {
    const env = { ...environmentOf(settings.passEnv, settings.env), TUNESMITH_METRICS_FILE: own };
    const child = startChild(argv, {
      cwd,
      env,
      graceMs: settings.grace ?? 5000,
      onLine: (line, stream) => {
        last.put(hide(line), stream);
        onLine(hide(line));
        if (stream === "stdout" || settings.readStderr) reader.line(line);
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
    return reader.names;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
