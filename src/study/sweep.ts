import type { StudyEvent } from "../history/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Worker } from "./worker.ts";

/** What this needs of a worker, and where its study is. */
type Sweeper = Pick<Worker, "id" | "history" | "append" | "study"> & {
  readonly storage: Pick<Storage, "leases">;
};

/** Says `lost` of every running trial whose worker is gone. */
export async function sweep(worker: Sweeper): Promise<void> {
  const { id, history, storage, study } = worker;
  const running = [...history.running].map((n) => history.trials[n]!);
  const others = new Set(running.map((t) => t.by).filter((by) => by !== id));
  if (others.size === 0) return;
  const gone = new Set(await storage.leases.expired(study, [...others]));
  const lost = running
    .filter((t) => gone.has(t.by))
    .map((t): StudyEvent => {
      return { type: "trial.lost", number: t.number, attempt: t.attempt, why: `its worker ${t.by} is gone` };
    });
  if (lost.length > 0) await worker.append(...lost);
}

/** How often a busy worker looks for lost ones. */
const everyMs = 250;

/** Looks for lost workers at once at first, and then a few times a second. */
export class Sweeps {
  readonly #worker: Worker;
  #at = -Infinity;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  async now(): Promise<void> {
    if (performance.now() - this.#at < everyMs) return;
    await this.#worker.sync();
    await sweep(this.#worker);
    this.#at = performance.now();
  }
}
