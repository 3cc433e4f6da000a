/** Who searches: a sampler of ours in a study, or another system in a Python process of its own. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createStudy, type Goal } from "tunesmith";
import { samplerByName } from "tunesmith/samplers";
import { dimsOf, type Params, type Scalar, type Space, unflatten } from "tunesmith/space";
import type { Declared } from "./declared.ts";

export interface Searcher {
  ask(): Promise<{ readonly number: number; readonly params: Params }>;
  /**
   * @param loss     with several goals, one for each
   * @param margins  of what has bounds: above 0 a bound is broken
   */
  tell(number: number, loss: number | readonly number[], margins?: readonly number[]): Promise<void>;
  /** Ends it. @returns the CPU seconds it took in a process of its own, else null */
  close(): Promise<number | null>;
}

/** What is searched for. */
interface Search {
  readonly seed: number;
  /** How many losses are minimised; default 1. */
  readonly goals?: number;
  /** How many bounds there are; default 0. */
  readonly bounds?: number;
}

/**
 * Who minimises.
 *
 * @param name  a sampler's name, with options as JSON behind it: `gp {"effort":"fast"}`; or `live:` and a peer of `peer.py`
 */
export function searcherOf(name: string, space: Space, search: Search): Promise<Searcher> {
  return name.startsWith("live:")
    ? peer(name.slice("live:".length), space, search)
    : ours(name, space, search);
}

async function ours(words: string, space: Space, { seed, goals = 1, bounds = 0 }: Search): Promise<Searcher> {
  const [name, ...options] = words.split(" ");
  const sampler = samplerByName(name!, options.length > 0 ? JSON.parse(options.join(" ")) : {});
  const named = <T>(letter: string, values: readonly T[]) =>
    values.map((v, j) => [`${letter}${j + 1}`, v] as const);
  const study = await createStudy({
    space,
    sampler,
    seed,
    goals: Object.fromEntries<Goal>([
      ...named("f", Array<Goal>(goals).fill("minimize")),
      ...named("c", Array<Goal>(bounds).fill({ atMost: 0 })),
    ]),
  });
  return {
    ask: () => study.ask(),
    async tell(number, loss, margins = []) {
      const losses = typeof loss === "number" ? [loss] : loss;
      await study.tell(number, Object.fromEntries([...named("f", losses), ...named("c", margins)]));
    },
    async close() {
      await study.close();
      return null;
    },
  };
}

const script = fileURLToPath(new URL("peer.py", import.meta.url));
const python = () => process.env.TUNESMITH_PYTHON ?? "python3";

/** Of some peers those that `TUNESMITH_PYTHON`, or python3, has the modules for, by the names that `searcherOf` takes. */
export function liveAmong(peers: readonly string[]): string[] {
  const { status, stdout } = spawnSync(python(), [script], { encoding: "utf8" });
  const here = status === 0 ? stdout.trim().split("\n") : [];
  return here.filter((name) => peers.includes(name)).map((name) => `live:${name}`);
}

/** The samplers of a list with commas; those within the braces of options do not count. */
export function samplersIn(list: string): string[] {
  return list.split(/,(?![^{]*})/);
}

async function peer(name: string, space: Space, { seed, goals = 1, bounds = 0 }: Search): Promise<Searcher> {
  const words = [
    script,
    name,
    String(seed),
    JSON.stringify(declaredOf(space)),
    String(goals),
    String(bounds),
  ];
  const env = { ...process.env, OMP_NUM_THREADS: "1" };
  const child = spawn(python(), words, { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended: ${said}`);
    return JSON.parse(value) as T;
  };
  return {
    async ask() {
      child.stdin.write('{"ask":1}\n');
      const { id, params } = await next<{ id: number; params: Record<string, Scalar> }>();
      return { number: id, params: unflatten(space, params) as Params };
    },
    async tell(id, loss, margins) {
      child.stdin.write(`${JSON.stringify({ id, loss, margins })}\n`);
    },
    async close() {
      child.stdin.end();
      return (await next<{ cpu: number }>()).cpu;
    },
  };
}

/** A space as `peer.py` takes it: flat, with dotted names. */
function declaredOf(space: Space): Declared[] {
  const dims = dimsOf(space);
  return dims.map(({ name, domain, parent, is }) => {
    const when = parent < 0 ? {} : { when: { param: dims[parent]!.name, in: [is] } };
    if (domain.kind === "branch") return { name, type: "cat", choices: Object.keys(domain.cases), ...when };
    if (domain.kind === "categorical") return { name, type: "cat", choices: domain.choices, ...when };
    const { kind, low, high, log } = domain;
    return { name, type: kind, low, high, log, ...when };
  });
}
