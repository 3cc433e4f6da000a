/** Places for trials on one machine: which of its devices a trial gets. */
import { spawnSync } from "node:child_process";
import { TunesmithError } from "../error.ts";

/**
 * The GPUs of this machine, as `CUDA_VISIBLE_DEVICES` names them: of those, the ones it allows; else all that nvidia-smi
 * shows.
 */
export function gpusHere(env: NodeJS.ProcessEnv = process.env): string[] {
  const allowed = env.CUDA_VISIBLE_DEVICES;
  if (allowed !== undefined)
    return allowed
      .split(",")
      .map((d) => d.trim())
      .filter((d) => d !== "" && d !== "-1");
  const { status, stdout } = spawnSync("nvidia-smi", ["--query-gpu=index", "--format=csv,noheader"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  if (status !== 0) return [];
  return stdout
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/**
 * The places on some GPUs: as many as trials fit side by side.
 *
 * @param perTrial  GPUs a trial: a whole number, or a share below 1 for several trials on one
 * @returns for each place the devices it has; a place on each GPU before a second one on the first
 * @throws TunesmithError "option"
 */
export function gpuPlaces(gpus: readonly string[], perTrial: number): string[] {
  if (!(perTrial > 0) || (perTrial > 1 && !Number.isInteger(perTrial))) {
    throw new TunesmithError(
      "option",
      `${perTrial} GPUs a trial cannot be; give a whole number, or a share below 1 for several trials on one GPU.`,
    );
  }
  if (gpus.length < perTrial) {
    const found = gpus.length === 0 ? "none is here" : `here are ${gpus.join(", ")}`;
    throw new TunesmithError("option", `a trial is to have ${perTrial} GPUs, and ${found}.`);
  }
  if (perTrial >= 1) {
    const count = Math.floor(gpus.length / perTrial);
    return Array.from({ length: count }, (_, i) => gpus.slice(i * perTrial, (i + 1) * perTrial).join(","));
  }
  return Array.from({ length: Math.floor(1 / perTrial + 1e-9) }, () => gpus).flat();
}

/** Hands places out, the first that is free to the one who has waited longest. */
export class Places {
  readonly #free: string[];
  readonly #waiting: ((place: string) => void)[] = [];

  constructor(places: readonly string[]) {
    this.#free = [...places];
  }

  async take(): Promise<string> {
    return this.#free.shift() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  giveBack(place: string): void {
    const next = this.#waiting.shift();
    if (next) next(place);
    else this.#free.push(place);
  }
}

/** What the numeric libraries read to know how many threads they may use. */
const threadVariables = [
  ...["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"],
  ...["VECLIB_MAXIMUM_THREADS", "RAYON_NUM_THREADS"],
];

/** Variables that hold a program to so many threads. */
export function threadsOf(cpus: number): Record<string, string> {
  const threads = String(Math.max(1, Math.floor(cpus)));
  return Object.fromEntries(threadVariables.map((name) => [name, threads]));
}
