/** Whether this machine runs trials as it should. */
import { spawnSync } from "node:child_process";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import { nearest } from "../../error.ts";
import { gpusHere } from "../../executors/index.ts";
import { Launcher } from "../../executors/launcher.ts";
import { passesThrough } from "../../executors/shell-talk.ts";
import { compiled } from "../../math/simd/compiled.ts";
import { openDriver } from "../../storage/sqlite-driver.ts";
import { type Finding, ok, problem, thrown, warning } from "./finding.ts";

/** Everything, in the order in which it is told. */
export async function machineFindings(): Promise<Finding[]> {
  return [
    node(),
    await sqlite(),
    await threads(),
    vectors(),
    await shell(),
    ...variables(process.env),
    ...programs(),
  ];
}

function node(): Finding {
  const { version, platform, arch } = process;
  const memory = Math.round(totalmem() / 2 ** 30);
  return ok(
    "node",
    `${version} on ${platform} ${arch}, ${availableParallelism()} CPUs, ${memory} GiB of memory`,
  );
}

async function sqlite(): Promise<Finding> {
  try {
    const driver = await openDriver(":memory:");
    const { version } = driver.prepare<{ version: string }>("select sqlite_version() as version").get()!;
    driver.close();
    return ok("sqlite", `${driver.name === "node" ? "node:sqlite" : "libsql"}, SQLite ${version}`);
  } catch (error) {
    return thrown("sqlite", error);
  }
}

/** Models may be made in a thread, and leases are held by one. */
async function threads(): Promise<Finding> {
  const answer = await new Promise<string>((resolve) => {
    const code = "require('node:worker_threads').parentPort.postMessage('ok')";
    const thread = new Worker(code, { eval: true });
    thread.once("message", resolve).once("error", (error) => resolve(error.message));
    thread.once("exit", () => resolve("it ended without an answer"));
  });
  if (answer === "ok") return ok("threads", "start and answer");
  const remedy =
    "Long trials may be taken for lost: give the process more memory, or a higher limit of threads.";
  return problem("threads", `none can be started: ${answer}`, remedy);
}

function vectors(): Finding {
  if (compiled !== null) return ok("vectors", "WebAssembly with SIMD");
  const remedy = "The same points come, more slowly; another build of Node has it.";
  return warning("vectors", "no WebAssembly with SIMD here: models are computed by plain JavaScript", remedy);
}

/** Runs a command by the shell that starts commands of trials. */
async function shell(): Promise<Finding> {
  const about = "shell";
  if (process.platform === "win32") return ok(about, "commands are started without one here");
  if (!passesThrough(process.env)) {
    return ok(
      about,
      "commands are started without one, since a variable here has a name that no shell keeps",
    );
  }
  const launcher = Launcher.start({ cwd: tmpdir(), env: process.env });
  if (!launcher) {
    const remedy =
      "They start more slowly; see that /bin/sh and mkfifo are there, and that TMPDIR can be written.";
    return warning(
      about,
      `commands are started without one: no named pipe can be made in ${tmpdir()}`,
      remedy,
    );
  }
  const lines: string[] = [];
  const argv = ["/bin/sh", "-c", "echo ready"];
  const onLine = (line: string) => void lines.push(line);
  const exit = await launcher.run({ argv, variables: {}, graceMs: 1000, onLine }).exit;
  launcher.end();
  if (lines.join() === "ready") return ok(about, `/bin/sh starts commands, with pipes in ${tmpdir()}`);
  return problem(about, `/bin/sh did not run a command: ${JSON.stringify(exit)} ${lines.join()}`, null);
}

/** Our variables, as they are spelt. */
const known = ["STORAGE", "TOKEN", "NETWORK_FILES", "SQLITE_DRIVER"].map((name) => `TUNESMITH_${name}`);
/** What a command of a trial is given, and what tests and measurements take. */
const others =
  /^TUNESMITH_(PARAM_.*|PARAMS_FILE|METRICS_FILE|REPORT_URL|TRIAL|TRIAL_FOLDER|SEED|STUDY|PYTHON|RAY|CHROMIUM|POSTGRES_BIN|UPDATE|KILLS|LONG|FUZZ|SHOTS|READERS|SENDERS)$/;

function variables(env: NodeJS.ProcessEnv): Finding[] {
  const ours = Object.keys(env).filter((name) => name.startsWith("TUNESMITH_") && !others.test(name));
  const set = ours.filter((name) => known.includes(name) && env[name]);
  return [
    ...ours.filter((name) => !known.includes(name)).map(strange),
    ...(set.length === 0 ? [] : [ok("variables", `${set.join(", ")} set`)]),
  ];
}

function strange(name: string): Finding {
  const meant = nearest(name, known);
  const remedy = meant === null ? `Known are ${known.join(", ")}.` : `Is ${meant} meant?`;
  return warning("variables", `${name}: nobody reads that`, remedy);
}

/** What some need and many do not. */
function programs(): Finding[] {
  const python = said("python3", ["--version"]).kind === "missing" ? "python" : "python3";
  const gpus = gpusHere();
  return [
    program("python", [python, "--version"], "scripts in Python need it"),
    ok("gpus", gpus.length === 0 ? "none" : gpus.join(", ")),
    program("slurm", ["sbatch", "--version"], "tunesmith launch slurm needs it"),
    program("kubectl", ["kubectl", "version", "--client"], "tunesmith launch kubernetes needs it"),
  ];
}

function program(about: string, [name, ...args]: readonly [string, ...string[]], need: string): Finding {
  const { kind, line } = said(name, args);
  if (kind === "missing") return ok(about, `not here (only ${need})`);
  if (kind === "version") return ok(about, line);
  return warning(about, `${name} is here, and says: ${line}`, `Only ${need}.`);
}

/** The first line of what a program says of its version, or of why it says none. */
function said(name: string, args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync(name, args, { encoding: "utf8", timeout: 10_000 });
  if (error) return { kind: "missing", line: "" } as const;
  const first = (text: string) => text.trim().split("\n")[0]!;
  return status === 0
    ? ({ kind: "version", line: first(stdout) } as const)
    : ({ kind: "trouble", line: first(stderr) } as const);
}
