/**
 * What a trial costs around a command that does nothing: `tunesmith run` against `xargs -P` over the same command, both
 * two at a time; start-up is taken out by the difference of a long and a short run.
 *
 *   npm run bench -- commands
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Row, report } from "./report.ts";

const bin = fileURLToPath(new URL("../bin/tunesmith", import.meta.url));
const [short, long] = [20, 120];
const commands: readonly (readonly [string, readonly string[]])[] = [
  ["true", ["sh", "-c", "echo a=1"]],
  ["python", ["python3", "-c", "print('a=1')"]],
  ["node", [process.execPath, "-e", "console.log('a=1')"]],
];

function ms(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Ms a trial, of so many more trials. */
const perTrial = (run: (trials: number) => void) =>
  (ms(() => run(long)) - ms(() => run(short))) / (long - short);

function ours(argv: readonly string[], storage: string, cwd: string): (trials: number) => void {
  return (trials) => {
    const words = [
      "run",
      "-p",
      "x=float(0,1)",
      "--maximize",
      "a",
      "--sampler",
      "random",
      "--parallel",
      "2",
      "--quiet",
    ];
    const name = `n${trials}${storage.length}`;
    const all = [
      bin,
      ...words,
      "--name",
      name,
      "--storage",
      storage,
      "--trials",
      String(trials),
      "--",
      ...argv,
    ];
    const done = spawnSync(process.execPath, all, { cwd, encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
  };
}

function xargs(argv: readonly string[]): (trials: number) => void {
  return (trials) => {
    const input = Array.from({ length: trials }, (_, i) => `${i}\n`).join("");
    const done = spawnSync("xargs", ["-P", "2", "-n", "1", ...argv], { input });
    if (done.status !== 0) throw new Error(String(done.stderr));
  };
}

const rows: Row[] = [];
for (const [name, argv] of commands) {
  const cwd = mkdtempSync(join(tmpdir(), "tunesmith-bench-"));
  const theirs = perTrial(xargs(argv));
  for (const storage of ["memory:", "sqlite:b.db"]) {
    const own = perTrial(ours(argv, storage, cwd));
    rows.push({ command: name, storage, "xargs ms": theirs, "tunesmith ms": own, ratio: own / theirs });
  }
  rmSync(cwd, { recursive: true, force: true });
}
report("commands", rows);
