/** What one run says, joined with its trial: reports go on, pruning comes back, and at last there is a result. */
import { didYouMean, isTunesmithError } from "../error.ts";
import { type Goals, objectivesOf } from "../history/index.ts";
import type { Params } from "../space/index.ts";
import type { ActiveTrial, Result } from "../study/index.ts";
import type { Failure } from "./failure.ts";
import { readLine } from "./metrics/line.ts";
import { MetricReader } from "./metrics/reader.ts";

/** What came of the reports. */
export type Reported = "continue" | "prune" | Failure;

export class RunMetrics {
  readonly #goals: Goals;
  readonly #reader: MetricReader;
  #reports: Promise<Reported> = Promise.resolve("continue");

  /** @param end  ends the run, when a report was answered so */
  constructor(trial: ActiveTrial<Params>, goals: Goals, end: () => void) {
    this.#goals = goals;
    const [objective, ...others] = objectivesOf(goals);
    const isOne = objective !== undefined && others.length === 0;
    this.#reader = new MetricReader(isOne ? objective : null, (step, value) => {
      const now = this.#reports.then((before) =>
        before === "continue" ? report(trial, step, value) : before,
      );
      this.#reports = now;
      now.then((reported) => reported !== "continue" && end(), end);
    });
  }

  get reader(): MetricReader {
    return this.#reader;
  }

  /** Takes what was posted; true: the run should end. */
  async take(metrics: { readonly [name: string]: unknown }): Promise<boolean> {
    this.#reader.take(readLine(JSON.stringify(metrics)));
    return (await this.#reports) === "prune";
  }

  /** Settles when all reports are through; rejects when the storage did not take one. */
  end(): Promise<Reported> {
    this.#reader.end();
    return this.#reports;
  }

  /** The values of the goals; or why there are none. */
  result(): Result | Failure {
    const values: Record<string, number> = {};
    for (const goal of Object.keys(this.#goals)) {
      const found = this.#reader.names.find(goal);
      if (found.kind === "found") values[goal] = found.value;
      else
        return { kind: "metric", why: this.#missing(goal, found.kind === "ambiguous" ? found.names : null) };
    }
    return values;
  }

  #missing(goal: string, same: readonly string[] | null): string {
    if (same)
      return `it ended well, but several metrics are called "${goal}": ${same.join(", ")}; name one of them`;
    const { names } = this.#reader.names.names.length > 0 ? this.#reader.names : { names: null };
    const found = names ? `others: ${didYouMean(goal, names)}` : "no metric at all, as accuracy=0.9 would be";
    return `it ended well but printed no "${goal}" on standard output; it printed ${found}`;
  }
}

async function report(trial: ActiveTrial<Params>, step: number, value: number): Promise<Reported> {
  try {
    return await trial.report(step, value);
  } catch (e) {
    if (isTunesmithError(e, "value")) return { kind: "diverged", why: e.message };
    throw e;
  }
}
