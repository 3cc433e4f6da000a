/**
 * What a trial costs around a command that does nothing: `tunesmith run` against `xargs -P` over the same command, both
 * two at a time; against `xargs` where a line of shell keeps what each run says in a folder of its own, as we do; and against
 * a bare loop in Node that starts the command and reads what it prints. Start-up is taken out
 * by the difference of a long and a short run; all take turns, so that whatever else the machine does hits all alike.
 * Where the command is short, the first trials, in which V8 still compiles our code, are told apart from those after them.
 * Beside the time by the clock stands that of the processors, of all processes together: on a busy machine it says more.
 * Nothing is deleted before the end, since file systems make files slowly where many were deleted a moment ago; what a new
 * file costs is told, too, of which a trial makes three and a folder. On a disk where that is much, `TMPDIR=/dev/shm` leaves it out.
 *
 *   npm run bench -- commands [ROUNDS [COMMAND…]]
 */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  fdatasyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { medianMs, type Row, report } from "./report.ts";

const bin = fileURLToPath(new URL("../bin/tunesmith", import.meta.url));
const bare = fileURLToPath(new URL("commands/spawn.mjs", import.meta.url));
const rounds = Number(process.argv[2] ?? 5);

/** A command, and the numbers of trials from each of which to the next is measured. */
interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  readonly lengths: readonly number[];
}

const commands: readonly Command[] = [
  { name: "echo", argv: ["sh", "-c", "echo a=1"], lengths: [20, 200, 1200] },
  { name: "python", argv: ["python3", "-c", "print('a=1')"], lengths: [20, 120] },
  { name: "node", argv: [process.execPath, "-e", "console.log('a=1')"], lengths: [20, 120] },
];

/** What something took, in ms: by the clock, and of the processors. */
interface Took {
  readonly wall: number;
  readonly cpu: number;
}

/** Runs the command so many times. */
type Runner = (times: number) => Took;

/** Starts a program from a shell, which knows what its descendants have used. */
function start(program: string, args: readonly string[], o: { cwd?: string; input?: string } = {}): Took {
  const began = performance.now();
  const script = '"$@" >/dev/null || exit; times';
  const done = spawnSync("sh", ["-c", script, "sh", program, ...args], { encoding: "utf8", ...o });
  const wall = performance.now() - began;
  if (done.status !== 0) throw new Error(done.stderr);
  const used = [...done.stdout.split("\n")[1]!.matchAll(/(\d+)m([\d.]+)s/g)];
  return { wall, cpu: used.reduce((sum, [, m, s]) => sum + 60_000 * Number(m) + 1000 * Number(s), 0) };
}

function runners(argv: readonly string[], cwd: string): { readonly [name: string]: Runner } {
  let studies = 0;
  const ours =
    (storage: string): Runner =>
    (times) => {
      const where = ["--name", `n${studies++}`, "--storage", storage, "--trials", String(times)];
      const how = ["--sampler", "random", "--parallel", "2", "--quiet"];
      const words = ["run", "-p", "x=float(0,1)", "--maximize", "a", ...how, ...where, "--", ...argv];
      return start(process.execPath, [bin, ...words], { cwd });
    };
  const input = (times: number) => Array.from({ length: times }, (_, i) => `${i}\n`).join("");
  return {
    xargs: (times) => start("xargs", ["-P", "2", "-n", "1", ...argv], { input: input(times) }),
    "xargs, kept": (times) => {
      const folders = `k${studies++}`;
      mkdirSync(join(cwd, folders));
      const keep = `mkdir ${folders}/$0 && "$@" >${folders}/$0/stdout.log 2>${folders}/$0/stderr.log`;
      return start("xargs", ["-P", "2", "-I{}", "sh", "-c", keep, "{}", ...argv], {
        cwd,
        input: input(times),
      });
    },
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

/** How long a new file takes. */
function newFileMs(cwd: string): Promise<number> {
  let made = 0;
  return medianMs(101, () => writeFileSync(join(cwd, `file${made++}`), "{}"));
}

/** What a trial takes from each length to the next, by what runs it, in each round. */
function measured({ argv, lengths }: Command, cwd: string): ReadonlyMap<string, readonly Took[]>[] {
  const stretches = lengths.slice(1).map(() => new Map<string, Took[]>());
  const kinds = Object.entries(runners(argv, cwd));
  for (let round = 0; round < rounds; round++) {
    for (const [kind, run] of kinds) {
      const took = lengths.map(run);
      stretches.forEach((stretch, i) => {
        const per = (what: keyof Took) =>
          (took[i + 1]![what] - took[i]![what]) / (lengths[i + 1]! - lengths[i]!);
        stretch.set(kind, [...(stretch.get(kind) ?? []), { wall: per("wall"), cpu: per("cpu") }]);
      });
    }
  }
  return stretches;
}

const asked = process.argv.slice(3);
const rows: Row[] = [];
const folders: string[] = [];
for (const command of commands.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const { name, lengths } = command;
  const cwd = mkdtempSync(join(tmpdir(), "tunesmith-bench-"));
  folders.push(cwd);
  const stretches = measured(command, cwd);
  const disk = { "fdatasync ms": await syncMs(cwd), "new file ms": await newFileMs(cwd) };
  for (const [i, stretch] of stretches.entries()) {
    const of = (kind: string, what: keyof Took) => middle(stretch.get(kind)!.map((took) => took[what]));
    for (const kind of stretch.keys()) {
      const [wall, cpu] = [of(kind, "wall"), of(kind, "cpu")];
      rows.push({
        command: name,
        trials: `${lengths[i]} to ${lengths[i + 1]}`,
        by: kind,
        ms: wall,
        "cpu ms": cpu,
        "to xargs": wall / of("xargs", "wall"),
        "cpu to xargs": cpu / of("xargs", "cpu"),
        "to node": wall / of("node alone", "wall"),
        "cpu to node": cpu / of("node alone", "cpu"),
        ...disk,
      });
    }
  }
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
report("commands", rows);
