/** The metrics of one run: what its goals are at last, and what is to be reported on the way. */
import { bareEntries } from "./bare.ts";
import { plain, type Reading, readLine } from "./line.ts";
import { MetricNames } from "./names.ts";
import { TableReader } from "./table.ts";

/**
 * Reads what a run says, line by line and row by row.
 *
 * A reading with the goal and a step is a report. Where a progress bar speaks of a part of a step, or the step stood on a
 * line before, the last value before the next step counts, and is reported when that begins.
 */
export class MetricReader {
  readonly names = new MetricNames();
  readonly #goal: string | null;
  readonly #report: (step: number, value: number) => void;
  readonly #table = new TableReader();
  #step: number | null = null;
  #pending: { readonly step: number; readonly value: number } | null = null;
  #reported = -1;

  /**
   * @param goal    the one whose values are reported on the way; null: none
   * @param report  gets each step once
   */
  constructor(goal: string | null, report: (step: number, value: number) => void) {
    this.#goal = goal;
    this.#report = report;
  }

  /** Reads a line. */
  line(text: string): void {
    const line = plain(text);
    const reading = readLine(line);
    const isSaid = reading.entries.length > 0 || reading.step !== null;
    const row = isSaid ? null : this.#table.read(line);
    this.take(row ?? { ...reading, entries: [...bareEntries(line), ...reading.entries] });
  }

  /** Takes a reading, from wherever it comes. */
  take({ entries, step, span }: Reading): void {
    for (const entry of entries) this.names.put(entry);
    if (step !== null && (entries.length === 0 || span === "part")) this.#step = step;
    if (this.#goal === null) return;
    if (this.#pending && step !== null && step !== this.#pending.step) this.end();
    const now = step ?? this.#step;
    const found = this.names.find(this.#goal);
    if (now === null || found.kind !== "found" || !entries.some(({ name }) => name === found.name)) return;
    const isSure = span === "whole" || (span === null && step !== null);
    if (isSure) this.#tell(now, found.value);
    else this.#pending = { step: now, value: found.value };
  }

  /** Reports what was still held back. */
  end(): void {
    if (this.#pending) this.#tell(this.#pending.step, this.#pending.value);
  }

  #tell(step: number, value: number): void {
    if (this.#pending?.step === step) this.#pending = null;
    if (step === this.#reported) return;
    this.#reported = step;
    this.#report(step, value);
  }
}
