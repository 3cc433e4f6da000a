/**
 * What a trial costs around a command that does nothing: `tunesmith run` against `xargs -P` over the same command, both
 * two at a time, and against a bare loop in Node that starts the command and reads what it prints. Start-up is taken out
 * by the difference of a long and a short run; all take turns, so that whatever else the machine does hits all alike.
 *
 *   npm run bench -- commands
 */
import { spawnSync } from "node:child_process";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { medianMs, type Row, report } from "./report.ts";

const bin = fileURLToPath(new URL("../bin/tunesmith", import.meta.url));
const bare = fileURLToPath(new URL("commands/spawn.mjs", import.meta.url));
const rounds = 5;
const [short, long] = [20, 120];
const commands: readonly (readonly [string, readonly string[]])[] = [
  ["echo", ["sh", "-c", "echo a=1"]],
  ["python", ["python3", "-c", "print('a=1')"]],
  ["node", [process.execPath, "-e", "console.log('a=1')"]],
];

/** Runs the command so many times. */
type Runner = (times: number) => void;

function start(program: string, args: readonly string[], o: { cwd?: string; input?: string } = {}): void {
  const done = spawnSync(program, args, { encoding: "utf8", ...o });
  if (done.status !== 0) throw new Error(done.stderr);
}

function ms(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function runners(argv: readonly string[], cwd: string): { readonly [name: string]: Runner } {
  let studies = 0;
  const ours =
    (storage: string): Runner =>
    (times) => {
      const where = ["--name", `n${studies++}`, "--storage", storage, "--trials", String(times)];
      const how = ["--sampler", "random", "--parallel", "2", "--quiet"];
      const words = ["run", "-p", "x=float(0,1)", "--maximize", "a", ...how, ...where, "--", ...argv];
      start(process.execPath, [bin, ...words], { cwd });
    };
  const input = (times: number) => Array.from({ length: times }, (_, i) => `${i}\n`).join("");
  return {
    xargs: (times) => start("xargs", ["-P", "2", "-n", "1", ...argv], { input: input(times) }),
    "node alone": (times) => start(process.execPath, [bare, String(times), ...argv]),
    "memory:": ours("memory:"),
    "sqlite:": ours("sqlite:b.db"),
  };
}

const middle = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** How long the disk takes to have a small write for sure. */
async function syncMs(cwd: string): Promise<number> {
  const file = openSync(join(cwd, "sync"), "w");
  const once = () => {
    writeSync(file, Buffer.alloc(4096));
    fdatasyncSync(file);
  };
  const took = await medianMs(101, once);
  closeSync(file);
  return took;
}

const rows: Row[] = [];
for (const [name, argv] of commands) {
  const cwd = mkdtempSync(join(tmpdir(), "tunesmith-bench-"));
  const kinds = Object.entries(runners(argv, cwd));
  const perTrial = new Map(kinds.map(([kind]) => [kind, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [kind, run] of kinds) {
      const took = ms(() => run(long)) - ms(() => run(short));
      perTrial.get(kind)!.push(took / (long - short));
    }
  }
  const sync = await syncMs(cwd);
  const [xargs, alone] = ["xargs", "node alone"].map((kind) => middle(perTrial.get(kind)!)) as [
    number,
    number,
  ];
  for (const storage of ["memory:", "sqlite:"]) {
    const own = middle(perTrial.get(storage)!);
    const ratios = { "to xargs": own / xargs, "to node": own / alone };
    const times = { "xargs ms": xargs, "node alone ms": alone, "tunesmith ms": own };
    rows.push({ command: name, storage, ...times, ...ratios, "fdatasync ms": sync });
  }
  rmSync(cwd, { recursive: true, force: true });
}
report("commands", rows);
