import { TunesmithError } from "../../error.ts";
import type { Needs } from "../../launchers/index.ts";
import type { Settings } from "../study-file/plan.ts";
import { settings } from "../study-file/settings.ts";

/** What `worker` is told besides settings. */
const own = [
  { key: "trials", flags: "--trials" },
  { key: "verbose", flags: "--verbose" },
];

/** The settings that say what a trial needs of its machine. */
export const needKeys: readonly string[] = ["cpus", "memory", "gpus"] satisfies (keyof Settings)[];

export function isNeed(key: string): boolean {
  return needKeys.includes(key);
}

/** What a worker holds beside its trials, in bytes: Node, and the study. */
const ownMemory = 512 * 2 ** 20;

/**
 * The words of a worker that runs what `launch` was told.
 *
 * @param options  the flags as they were read
 * @param without  keys of settings that only the cluster is told of
 */
export function workerWords(
  study: string,
  words: readonly string[],
  options: { readonly [key: string]: unknown },
  { isFile, without }: { readonly isFile: boolean; readonly without: readonly string[] },
): string[] {
  const flags = [...own, ...settings].filter(({ key }) => !without.includes(key));
  const given = flags.flatMap(({ key, flags }) => {
    const flag = flags.split(" ")[0]!;
    const values = options[key] === undefined ? [] : [options[key]].flat();
    return values.map((value) => (value === true ? flag : `${flag}=${value}`));
  });
  return ["worker", study, ...(isFile ? words : []), ...given, ...(isFile ? [] : ["--", ...words])];
}

/**
 * What a worker needs for as many trials as it runs side by side.
 *
 * @throws TunesmithError "usage" where their number is not known
 */
export function needsOf({ parallel = 1, cpus, memory, gpus }: Settings): Needs {
  const isTold = cpus !== undefined || memory !== undefined || gpus !== undefined;
  if (parallel === "auto" && isTold) {
    const why = "the cluster is asked for as much as they need, and must know how many";
    throw new TunesmithError("usage", `--parallel auto goes with no --cpus, --memory or --gpus: ${why}.`);
  }
  const times = parallel === "auto" ? 1 : parallel;
  return {
    cpus: cpus === undefined ? null : cpus * times,
    memory: memory === undefined ? null : memory * times + ownMemory,
    gpus: gpus === undefined ? null : gpus * times,
  };
}
