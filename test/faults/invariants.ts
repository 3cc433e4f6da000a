/** What must hold after every fault. */
import { openStudy, replay } from "tunesmith";
import { openDriver } from "../../src/storage/sqlite-driver.ts";
import type { Line } from "./workers.ts";

export interface Held {
  readonly breaches: string[];
  readonly complete: number;
  readonly failed: number;
  readonly retried: number;
  readonly replayed: number;
}

/**
 * Holds a study against its ledger: no acknowledged result lost or changed; no number twice, and no gap; at most one
 * accepted result a number; nothing left running or waiting; the budget exact; every suggestion comes out of the log again.
 */
export async function invariantsOf(
  url: string,
  name: string,
  budget: number,
  ledger: readonly Line[],
): Promise<Held> {
  const breaches: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) breaches.push(what);
  };
  const study = await openStudy(name, { storage: url });
  const { trials } = study;
  must(trials.length === budget, `${trials.length} trials for a budget of ${budget}`);
  must(
    trials.every((t, i) => t.number === i),
    "numbers have a gap, or come twice",
  );
  const stuck = trials.filter((t) => t.state === "running" || t.state === "waiting").map((t) => t.number);
  must(stuck.length === 0, `stuck: ${stuck.join(", ")}`);
  const accepted = ledger.filter((line) => line.accepted !== undefined);
  const numbers = accepted.map((line) => line.accepted!);
  must(new Set(numbers).size === numbers.length, "a number was accepted twice");
  const wrong = accepted.filter(
    (line) => trials[line.accepted!]?.value !== (line.state === "complete" ? line.value : null),
  );
  must(
    wrong.length === 0,
    `acknowledged, and lost or changed: ${wrong.map((line) => line.accepted).join(", ")}`,
  );
  const exceptions = ledger.filter((line) => line.exception !== undefined).map((line) => line.exception);
  must(exceptions.length === 0, `workers raised: ${[...new Set(exceptions)].join(" | ")}`);
  const { checked, different } = await replay(study.storage, name);
  must(different.length === 0, `${different.length} of ${checked} suggestions come out otherwise`);
  await study.close();
  const integrity = url.startsWith("sqlite:") ? await integrityOf(url.slice("sqlite:".length)) : "ok";
  must(integrity === "ok", `integrity_check: ${integrity}`);
  return {
    breaches,
    complete: trials.filter((t) => t.state === "complete").length,
    failed: trials.filter((t) => t.state === "failed").length,
    retried: trials.filter((t) => t.attempt > 1).length,
    replayed: checked,
  };
}

async function integrityOf(path: string): Promise<string> {
  const db = await openDriver(path);
  const row = db.prepare<{ integrity_check: string }>("pragma integrity_check").get();
  db.close();
  return row!.integrity_check;
}
