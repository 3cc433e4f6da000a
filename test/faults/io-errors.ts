/** R12: single system calls fail under a worker, by a library that is loaded before the system's. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createStudy, float, int, openStudy } from "tunesmith";
import { invariantsOf } from "./invariants.ts";
import { type Row, skip } from "./row.ts";
import { exitOf, readLedger, startWorker } from "./workers.ts";

const space = { x: float(-1, 1), k: int(0, 5) };
const errors = ["EIO", "ENOSPC", "EINTR"] as const;
const trials = 12;

/** The library, compiled; null where there is no compiler. */
export function shimIn(folder: string): string | null {
  const shim = join(folder, "shim.so");
  const source = fileURLToPath(new URL("io-errors.c", import.meta.url));
  const made = spawnSync("gcc", ["-shared", "-fPIC", "-o", shim, source, "-ldl"]);
  return made.status === 0 ? shim : null;
}

/** Runs a worker whose n-th call to the disk fails, ends the study without faults, and holds it against the ledger. */
async function failing(folder: string, shim: string, error: (typeof errors)[number], at: number) {
  mkdirSync(folder);
  const [storage, ledger, log] = [
    `sqlite:${join(folder, "study.db")}`,
    join(folder, "ledger"),
    join(folder, "log"),
  ];
  await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
  const fault = {
    ...{ LD_PRELOAD: shim, FAULT_PATH: "study.db", FAULT_AT: String(at), FAULT_LOG: log },
    FAULT_ERRNO: String(constants.errno[error]),
  };
  const worker = startWorker({ storage, study: "s", ledger, trials, pauseMs: 1 }, { env: fault });
  const status = await exitOf(worker);
  const lines = readLedger(ledger);
  const raised = lines.flatMap(({ exception }) => exception ?? []);
  const hit = existsSync(log) ? readFileSync(log, "utf8").split(" ")[0]! : "";
  const breaches = raised.filter((words) => !words.startsWith("storage")).map((words) => `raw: ${words}`);
  if (status !== (raised.length > 0 ? 1 : 0)) breaches.push(`exit status ${status}`);
  const study = await openStudy("s", { storage });
  await study.optimize(({ params }) => (params as { x: number }).x, { trials });
  await study.close();
  const acknowledged = lines.filter(({ exception }) => exception === undefined);
  const held = await invariantsOf(storage, "s", trials, acknowledged);
  const where = `${error} at call ${at} (${hit})`;
  return { hit, raised, breaches: [...breaches, ...held.breaches].map((words) => `${where}: ${words}`) };
}

export const ioErrors: Row = {
  id: "R12",
  fault: "EIO, ENOSPC and EINTR at the n-th write or sync of the database, SQLite",
  async run({ folder, size }) {
    const shim = shimIn(folder);
    if (!shim) return skip("no gcc for Linux here");
    const places =
      size === "long" ? Array.from({ length: 60 }, (_, i) => i + 1) : [1, 2, 3, 5, 8, 13, 21, 34];
    const all = errors.flatMap((error) => places.map((at) => ({ error, at })));
    const found: Awaited<ReturnType<typeof failing>>[] = [];
    const lane = async () => {
      for (let next = all.shift(); next; next = all.shift())
        found.push(await failing(join(folder, `${next.error}-${next.at}`), shim, next.error, next.at));
    };
    await Promise.all([lane(), lane(), lane()]);
    const hits = found.filter(({ hit }) => hit !== "");
    const breaches = found.flatMap((one) => one.breaches);
    if (hits.length < found.length / 2) breaches.push(`only ${hits.length} of ${found.length} were met`);
    const stopped = hits.filter(({ raised }) => raised.length > 0).length;
    const kinds = [...new Set(hits.map(({ hit }) => hit))].sort().join(", ");
    const did = `${hits.length} failed calls (${kinds}): ${stopped} times the worker stopped with words, else it went on; then ${trials} of ${trials} each time, 0 lost`;
    return { did, breaches };
  },
};
