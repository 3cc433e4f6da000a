/** A table of what goes on, at the foot of a terminal: the whole in two lines, and a line for each running trial. */
import type { Trial } from "../../history/index.ts";
import type { Study } from "../../study/index.ts";
import { duration, type Progress } from "../../study/progress.ts";
import { showNumber, showParams, showResult } from "../show-values.ts";
import { blocks, convergence } from "../sparkline.ts";
import type { Terminal } from "../terminal.ts";

/** How often it is drawn anew, in ms. */
const everyMs = 250;

/** The widest curve, in characters. */
const curveWidth = 16;

/** More running trials than this, and the rest is only counted; fewer where the terminal is low. */
const mostRows = 16;

/** Where it is drawn. */
export type Screen = Pick<NodeJS.WriteStream, "columns" | "rows" | "write">;

/** The search as far as the table shows it. */
export type Shown = Pick<Study, "name" | "goals" | "history" | "best" | "pareto" | "trials">;

export class LiveTable {
  readonly #study: Shown;
  readonly #screen: Screen;
  readonly #paint: Terminal["sayPaint"];
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #progress: Progress<unknown> | null = null;
  #failures = new Map<string, number>();
  #counted = 0;
  #best = { at: -1, text: "" };
  #drawn = 0;

  constructor(
    study: Shown,
    screen: Screen,
    { paint, now = Date.now }: { readonly paint: Terminal["sayPaint"]; readonly now?: () => number },
  ) {
    this.#study = study;
    this.#screen = screen;
    this.#paint = paint;
    this.#now = now;
    this.#timer = setInterval(() => this.draw(), everyMs);
    this.#timer.unref();
  }

  /** Takes how far the search has come. */
  update(progress: Progress<unknown>): void {
    this.#progress = progress;
  }

  /** Says something above the table. */
  say(text: string): void {
    this.#erase();
    this.#screen.write(`${text}\n`);
    this.draw();
  }

  draw(): void {
    const lines = this.lines();
    this.#erase();
    this.#screen.write(`${lines.join("\n")}\n`);
    this.#drawn = lines.length;
  }

  /** Takes the table away. */
  end(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  /** What it shows now, each line within the terminal's width. */
  lines(): string[] {
    const { columns = 80, rows = 24 } = this.#screen;
    const { history } = this.#study;
    const running = [...history.running].map((n) => history.trials[n]!).filter((t) => t.params !== null);
    const room = Math.max(1, Math.min(mostRows, rows - 5));
    const rest = running.length > room ? [`  … and ${running.length - room} more`] : [];
    const plain = [
      this.#head(),
      this.#bestLine(),
      ...running.slice(0, room).map((t) => this.#row(t)),
      ...rest,
    ];
    return plain.map((line) => cut(line, columns - 1));
  }

  #head(): string {
    const { name, history } = this.#study;
    const p = this.#progress;
    const done = p?.done ?? history.finished.length - history.added;
    const parts = [this.#paint.bold(name), p?.total == null ? `${done} done` : `${done}/${p.total}`];
    const failures = this.#countFailures();
    if (failures) parts.push(this.#paint.red(failures));
    if (p && p.elapsedMs > 2000 && p.etaMs !== null && p.total !== null && p.total > p.done) {
      const perMinute = ((p.total - p.done) / p.etaMs) * 60_000;
      parts.push(`${showNumber(Number(perMinute.toPrecision(2)))} a minute`, `eta ${duration(p.etaMs)}`);
    }
    return parts.join("  ");
  }

  /** `3 failed (memory 2, exit 1)`, counting on from what was counted; "" for none. */
  #countFailures(): string {
    const { finished, trials } = this.#study.history;
    if (this.#counted > finished.length) {
      this.#counted = 0;
      this.#failures.clear();
    }
    for (; this.#counted < finished.length; this.#counted++) {
      const { state, failure } = trials[finished[this.#counted]!]!;
      const kind = state === "failed" ? (failure ?? "error") : state === "pruned" ? "pruned" : null;
      if (kind !== null) this.#failures.set(kind, (this.#failures.get(kind) ?? 0) + 1);
    }
    const counts = [...this.#failures].filter(([kind]) => kind !== "pruned").sort((a, b) => b[1] - a[1]);
    const failed = counts.reduce((sum, [, n]) => sum + n, 0);
    const pruned = this.#failures.get("pruned");
    const words = counts.map(([kind, n]) => `${kind} ${n}`).join(", ");
    return [pruned ? `${pruned} pruned` : "", failed ? `${failed} failed (${words})` : ""]
      .filter((w) => w)
      .join("  ");
  }

  #bestLine(): string {
    const { history, goals } = this.#study;
    if (this.#best.at !== history.finished.length) {
      const { best, pareto, trials } = this.#study;
      const curve = convergence(trials, goals, curveWidth);
      const text = best
        ? `best  ${this.#paint.green(showResult(best))}  trial ${best.number}  ${curve}  ${this.#paint.dim(showParams(best.params))}`
        : pareto.length > 0
          ? `best  ${pareto.length} trials that no other beats`
          : "best  none yet";
      this.#best = { at: history.finished.length, text };
    }
    return this.#best.text;
  }

  #row({ number, startedAt, steps, curve, params }: Trial): string {
    const age = duration(Math.max(0, this.#now() - startedAt));
    const last = curve.at(-1);
    const told =
      last === undefined ? "" : `step ${steps.at(-1)}  ${showNumber(last)} ${blocks(curve, curveWidth)}  `;
    return `${String(number).padStart(5)}  ${age.padStart(7)}  ${told}${this.#paint.dim(showParams(params!))}`;
  }

  #erase(): void {
    if (this.#drawn > 0) this.#screen.write(`\u001b[${this.#drawn}A\u001b[J`);
    this.#drawn = 0;
  }
}

/** A line cut to so many characters; colours take no room, and end with it. */
function cut(line: string, width: number): string {
  let room = width;
  let out = "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with such a character
  for (const piece of line.match(/\u001b\[[0-9;]*m|[^\u001b]/gu) ?? []) {
    const isColour = piece.length > 1 && piece.startsWith("\u001b");
    if (!isColour && room === 0) continue;
    if (!isColour) room -= 1;
    out += piece;
  }
  return out;
}
