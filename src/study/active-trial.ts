import { TunesmithError } from "../error.ts";
import type { Goals, Trial, TrialSuggested } from "../history/index.ts";
import type { Json } from "../json.ts";
import { goOn, type Pruner, type Verdict } from "../pruners/index.ts";
import type { Step } from "../samplers/index.ts";
import {
  categorical,
  checkValue,
  type Domain,
  describe,
  float,
  int,
  type Params,
  type Scalar,
  type Space,
} from "../space/index.ts";
import { Outbox } from "./outbox.ts";
import { checkReport } from "./outcome.ts";
import { jsonOf } from "./steering.ts";
import type { Suggesters } from "./suggesters.ts";
import type { Worker } from "./worker.ts";

/** What a report answers: go on, or end this trial now. */
export type Advice = "continue" | "prune";

/** What a running trial needs of its study. */
export interface Bench {
  readonly worker: Pick<Worker, "id" | "history" | "append">;
  readonly suggesters: Suggesters;
  /** The pruner in force. */
  pruner(): Pruner;
  readonly space: Space;
  readonly goals: Goals;
  /** The trial's. */
  readonly seed: number;
}

/** The value of a define-by-run parameter, and what was seen when it was drawn. */
interface Ready extends Pick<TrialSuggested, "domain" | "value" | "memo" | "seen"> {}

/** A trial that is being run, as the objective gets it. */
export class ActiveTrial<P = Params> {
  readonly number: number;
  /** The chosen parameters, in user units; those of `suggest…` join them. */
  readonly params: P;
  /**
   * A whole number in [0, 2^32) for the objective's own randomness: another for each trial, the same for each of its attempts. When
   * the trial is repeated (`confirm`), it is another.
   */
  readonly seed: number;
  /** 1 for the first try; more when an earlier worker was lost. */
  readonly attempt: number;
  /** Aborted when the study is told to stop at once. */
  readonly signal: AbortSignal;
  /** When it began, on the clock of `performance.now()`. For the study. */
  readonly begunAt = performance.now();
  /** What it has said and the log does not have yet. For the study. */
  readonly outbox: Outbox;
  readonly #bench: Bench;
  readonly #fixed: Trial["fixed"];
  readonly #domains: Map<string, Domain>;
  /** What was drawn together with another parameter, until it is asked for. */
  readonly #ready = new Map<string, Ready>();
  #verdict: Verdict = goOn;

  constructor(trial: Trial, bench: Bench, signal: AbortSignal) {
    this.number = trial.number;
    this.params = JSON.parse(JSON.stringify(trial.params)) as P; // a copy, as the log has them
    this.attempt = trial.attempt;
    this.seed = bench.seed;
    this.signal = signal;
    this.outbox = new Outbox(bench.worker, trial.number, trial.attempt);
    this.#bench = bench;
    this.#fixed = trial.fixed;
    this.#domains = new Map(Object.entries({ ...bench.space, ...trial.suggested }));
  }

  /** What the pruner said last. */
  get verdict(): Verdict {
    return this.#verdict;
  }

  /**
   * Reports an intermediate value of the optimised goal.
   *
   * @param step   integer >= 0, such as the epoch; a second report of a step is ignored
   * @param value  finite
   * @returns "prune" when the pruner says that this trial should end, or it has ended already: return from the objective then
   *   (with anything)
   * @throws TunesmithError "value"
   */
  async report(step: number, value: number): Promise<Advice> {
    const { goals, worker } = this.#bench;
    checkReport(goals, step, value);
    if (worker.history.trials[this.number]!.closedAt !== null) return "prune";
    this.outbox.report(step, value);
    if (this.#verdict.kind === "stop") return "prune"; // it stays so, whatever else is reported
    const pruner = this.#bench.pruner();
    if (pruner.spec.name === "none") {
      if (this.outbox.isDue) await this.outbox.flush();
      return "continue";
    }
    await this.outbox.flush();
    this.#verdict = pruner.judge(worker.history.trials[this.number]!, worker.history);
    return this.#verdict.kind === "stop" ? "prune" : "continue";
  }

  /**
   * Writes a note on this trial, together with its next report or its result; the last one of a key counts.
   *
   * @param value  any JSON
   * @throws TunesmithError "value"
   */
  note(key: string, value: Json): void {
    const { id: by } = this.#bench.worker;
    this.outbox.put({ type: "trial.noted", number: this.number, by, key, value: jsonOf(key, value) });
  }

  /** A real parameter chosen on the spot, beside the declared space (define-by-run); see `float`. */
  suggestFloat(name: string, low: number, high: number, o: { log?: boolean; step?: number } = {}): number {
    return this.#suggest(name, float(low, high, o)) as number;
  }

  /** An integer parameter chosen on the spot; see `int`. */
  suggestInt(name: string, low: number, high: number, o: { log?: boolean; step?: number } = {}): number {
    return this.#suggest(name, int(low, high, o)) as number;
  }

  /** One of a list, chosen on the spot; see `categorical`. */
  suggestCategorical<const T extends Scalar>(name: string, choices: readonly T[]): T {
    return this.#suggest(name, categorical(choices)) as T;
  }

  #suggest(name: string, domain: Domain): Scalar {
    const params = this.params as Record<string, Scalar>;
    const known = this.#domains.get(name);
    if (known) {
      if (JSON.stringify(known) === JSON.stringify(domain)) return params[name]!;
      throw new TunesmithError(
        "params",
        `"${name}" is ${describe(known)} in this trial, and was asked for as ${describe(domain)}; give one of them another name.`,
      );
    }
    const { value, memo, seen } = Object.hasOwn(this.#fixed, name)
      ? this.#enqueued(name, domain)
      : this.#drawn(name, domain);
    const { number, attempt } = this;
    const { id: by } = this.#bench.worker;
    this.outbox.put({ type: "trial.suggested", number, attempt, by, name, domain, value, memo, seen });
    this.#domains.set(name, domain);
    params[name] = value;
    return value;
  }

  #enqueued(name: string, domain: Domain): Ready {
    const value = checkValue(domain, this.#fixed[name], name) as Scalar;
    return { domain, value, memo: { why: "enqueued" }, seen: this.#bench.worker.history.seq };
  }

  /** What was asked for so far, in that order. */
  #path(): Step[] {
    const params = this.params as Record<string, Scalar>;
    const asked = [...this.#domains].filter(([name]) => !Object.hasOwn(this.#bench.space, name));
    return asked.map(([name, domain]) => ({ name, domain, value: params[name]! }));
  }

  /** What came together with an earlier parameter of this trial, else what the sampler says now. */
  #drawn(name: string, domain: Domain): Ready {
    const ready = this.#ready.get(name);
    if (ready && JSON.stringify(ready.domain) === JSON.stringify(domain)) return ready;
    const { worker, suggesters } = this.#bench;
    const { history, id: by } = worker;
    const { values, memo } = suggesters.of(history, by).together(history, this.number, {
      path: this.#path(),
      name,
      domain,
    });
    for (const [other, drawn] of values) this.#ready.set(other, { ...drawn, memo, seen: history.seq });
    return this.#ready.get(name)!;
  }
}
