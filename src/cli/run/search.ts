/** The search of `tunesmith run`: limits around it, and what is shown of it. */
import { defined } from "../../json.ts";
import type { Params } from "../../space/index.ts";
import type { Objective, Study } from "../../study/index.ts";
import { duration, type Progress } from "../../study/progress.ts";
import { watchInterrupts } from "../interrupt.ts";
import { type Searched, teller } from "../run-report.ts";
import { showTime } from "../show-values.ts";
import type { Settings } from "../study-file/plan.ts";
import type { Terminal } from "../terminal.ts";
import { EventStream } from "./follow-events.ts";
import { Limits, pausedWords } from "./limits.ts";
import { LiveTable } from "./live-table.ts";
import { parallelOf } from "./parallel.ts";

export interface SearchOptions {
  readonly study: Study;
  readonly objective: Objective<Params>;
  readonly settings: Settings;
  readonly trials?: number | undefined;
  readonly moreTrials?: number | undefined;
  readonly terminal: Terminal;
  /** Whether each event goes to standard output. */
  readonly isFollowed: boolean;
  readonly isQuiet: boolean;
}

/** How often a line tells how far it is, where there is no terminal, in ms. */
const plainEveryMs = 30_000;

/** Runs trials until the search ends. */
export async function search(o: SearchOptions): Promise<Searched> {
  const { study, settings, isQuiet, isFollowed } = o;
  await takeBackPause(o);
  const { parallel, why } = parallelOf(settings);
  if (why) o.terminal.say(why);
  const isLive = !isQuiet && process.stderr.isTTY === true && process.env.TERM !== "dumb";
  const table = isLive ? new LiveTable(study, process.stderr, { paint: o.terminal.sayPaint }) : null;
  const terminal = table ? { ...o.terminal, say: (text: string) => table.say(text) } : o.terminal;
  const events = isFollowed ? new EventStream(study, (line) => process.stdout.write(line)) : null;
  const limits = new Limits(study, settings);
  const told = teller(study, terminal);
  const interrupts = watchInterrupts(() => {
    terminal.say(
      "\nEnding: functions are waited for, commands are stopped. Ctrl-C again leaves at once; what was not finished is run anew.",
    );
  });
  const deadline = alarm(settings.deadline);
  try {
    const ended = await study.optimize(o.objective, {
      ...defined({
        trials: o.trials,
        moreTrials: o.moreTrials,
        timeoutMs: settings.timeout,
        askAhead: settings.askAhead,
      }),
      parallel,
      openAhead: isWithoutClock(settings) && !isFollowed, // whose reader is told of nothing that the disk may still lose
      signal: AbortSignal.any([interrupts.signal, deadline.signal]),
      stopWhen: () => limits.stopWhen(),
      progress: table ? (progress) => table.update(progress) : isQuiet ? false : plainProgress(terminal),
      onTrial: async (trial) => {
        told(trial);
        await limits.count(trial);
      },
    });
    const isLate = deadline.signal.aborted && interrupts.status() === null;
    const late = { reason: "timeout", why: "the deadline is here; what still ran was handed back" } as const;
    return {
      ended: isLate ? late : ended,
      status: interrupts.status() ?? (limits.isPaused ? 1 : null),
      events,
    };
  } finally {
    table?.end();
    interrupts.end();
    deadline.end();
  }
}

/** A study that its failures have paused goes on with the next run; one that somebody paused is waited for. */
async function takeBackPause({ study, terminal }: SearchOptions): Promise<void> {
  const { state, why } = study.history.steering;
  if (state === "paused" && why.startsWith(pausedWords)) {
    terminal.say(`It was paused, since ${why}. Now it goes on.`);
    await study.resume();
  } else if (state === "paused") {
    terminal.say(`The study is paused (${why}), and this run waits: tunesmith resume ${study.name}`);
  }
}

/** Whether no trial may turn out, when the one before has ended, to be one too many. */
function isWithoutClock({ timeout, deadline, price }: Settings): boolean {
  return timeout === undefined && deadline === undefined && price === undefined;
}

/** Aborts when it is time. */
function alarm(at: number | undefined): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  // setTimeout knows no more than 24 days; later deadlines are looked at again then.
  const set = (): NodeJS.Timeout | undefined => {
    if (at === undefined) return undefined;
    const left = at - Date.now();
    if (left <= 0) controller.abort(new Error(`it is ${showTime(new Date(at))}`));
    return left <= 0
      ? undefined
      : setTimeout(
          () => {
            timer = set();
          },
          Math.min(left, 2 ** 31 - 1),
        );
  };
  let timer = set();
  return { signal: controller.signal, end: () => clearTimeout(timer) };
}

function plainProgress({ say }: Terminal): (progress: Progress<unknown>) => void {
  let saidAt = performance.now();
  return ({ done, total, failed, etaMs }) => {
    if (performance.now() - saidAt < plainEveryMs) return;
    saidAt = performance.now();
    const parts = [total === null ? `${done} done` : `${done} of ${total} done`];
    if (failed > 0) parts.push(`${failed} failed`);
    if (etaMs !== null) parts.push(`eta ${duration(etaMs)}`);
    say(parts.join(", "));
  };
}
