import { Worker } from "node:worker_threads";
import type { Renewal } from "./postgres-renew.ts";

/**
 * Renews a lease from a thread of its own, so that an objective that never waits is not taken for dead.
 *
 * @param address  of the database, with its password
 * @returns what ends it; null where there is no thread to be had (run from sources), and the caller has to renew
 */
export function keptOutside(address: string, renewal: Renewal): (() => void) | null {
  if (!import.meta.url.endsWith(".js")) return null;
  const thread = new Worker(new URL("./lease-thread.js", import.meta.url), {
    workerData: { address, ...renewal },
    execArgv: [], // a debugger or a loader is the objective's, not ours
  });
  thread.on("error", () => {}); // the lease ends by time then, and the trial is taken over
  thread.unref();
  return () => void thread.terminate();
}
