/** The cluster's own programs, such as `sbatch` and `kubectl`. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { TunesmithError } from "../error.ts";

export interface ClusterProgram {
  /** Where such a program is to be found, in words. */
  readonly where: string;
  /** Its environment, besides this process's. */
  readonly env?: { readonly [name: string]: string };
  /** What it reads; default nothing. */
  readonly input?: string;
}

/**
 * Runs a program of the cluster to its end.
 *
 * @returns what it printed
 * @throws TunesmithError "file" where it is not on the PATH; "cluster" with its own words when it fails
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { where, env, input = "" }: ClusterProgram,
): Promise<string> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: "pipe" });
  child.stdin.on("error", () => {}); // it has ended without reading: its status tells why
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "ENOENT" ? "is not on the PATH" : `cannot be started (${cause.message})`;
      reject(new TunesmithError("file", `${program} ${why}: ${where}.`, { cause }));
    });
    child.on("close", resolve);
  });
  const [status, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (status === 0) return out;
  const words = (err.trim() || out.trim() || `it ended with status ${status}`).replaceAll("\n", "\n  ");
  throw new TunesmithError("cluster", `${program} refused:\n  ${words}`);
}
