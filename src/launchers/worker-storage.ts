import { TunesmithError } from "../error.ts";
import type { WorkerStorage } from "./worker-launcher.ts";

/**
 * Checks that workers on other machines can share a storage.
 *
 * @throws TunesmithError "usage" for `memory:`, which ends with the process, and `sqlite:`, which is one machine's
 */
export function workerStorage(url: string, env: NodeJS.ProcessEnv = process.env): WorkerStorage {
  const scheme = /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase() ?? "";
  if (scheme === "memory") {
    throw new TunesmithError("usage", `memory: ends with its process, so no worker finds it. ${remedy}`);
  }
  if (scheme === "sqlite") {
    const what =
      "sqlite: is for the processes of one machine, also on a shared disk, where its locks do not hold";
    const move = "A study that is there moves by tunesmith copy.";
    throw new TunesmithError("usage", `${what}; workers of a cluster are on several. ${remedy} ${move}`);
  }
  return { url, isSecret: isSecret(url), variables: variablesOf(scheme).filter((name) => env[name]) };
}

/** The variables of secrets that a storage reads. */
function variablesOf(scheme: string): string[] {
  return scheme.startsWith("http") ? ["TUNESMITH_TOKEN"] : ["PGPASSWORD"];
}

const remedy =
  "Keep the study in postgres://…, or let tunesmith serve speak for it, and name that by --storage http://HOST:PORT.";

/** Whether only this machine reaches it. */
export function isOfThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false; // several hosts, say
  const host = new URL(url).hostname;
  return host === "" || /^(localhost|127\.[\d.]+|\[::1\])$/i.test(host);
}

function isSecret(url: string): boolean {
  if (!URL.canParse(url)) return true; // nobody knows what is in it
  const { protocol, username, password, searchParams } = new URL(url);
  const isToken = protocol.startsWith("http") && username !== "";
  return isToken || password !== "" || ["password", "sslpassword"].some((name) => searchParams.has(name));
}
