/** The four questions that everybody has who looks at a study, and what the study answers. */
import { bestOf, type History, objectivesOf, paretoOf } from "../history/index.ts";
import { forecastOf } from "./forecast.ts";
import { gapOf } from "./gap.ts";
import { importanceOf } from "./importance/importance.ts";
import { progressOf } from "./progress.ts";
import { goalOf } from "./table.ts";

/** An answer: a few words, and a sentence with the numbers behind them. */
export interface Answer {
  readonly question: string;
  readonly short: string;
  readonly long: string;
  readonly tone: "good" | "plain" | "bad";
}

/** Is it getting better? Is it done? What matters? What fails? */
export function answersOf(history: History, goal?: string): Answer[] {
  return [better(history, goal), done(history, goal), matters(history, goal), fails(history)];
}

function better(history: History, asked: string | undefined): Answer {
  const question = "Is it getting better?";
  const goals = history.study?.goals ?? {};
  const { points } = progressOf(history, { goal: asked });
  const goal = goalOf(history, asked);
  if (objectivesOf(goals).length > 1) {
    const front = paretoOf(history);
    const newest = front.reduce((max, t) => Math.max(max, t.number), -1);
    return {
      question,
      short: front.length === 0 ? "Nothing feasible yet" : `${front.length} on the front`,
      long:
        front.length === 0
          ? `None of ${points.length} complete trials keeps all bounds.`
          : `${front.length} of ${points.length} complete trials are beaten by no other in all goals; the newest of them is trial ${newest}.`,
      tone: front.length === 0 ? "bad" : "good",
    };
  }
  const best = bestOf(history);
  if (!best) {
    const long =
      points.length === 0
        ? "No trial is complete."
        : `None of ${points.length} complete trials keeps all bounds.`;
    return { question, short: "No result yet", long, tone: points.length === 0 ? "plain" : "bad" };
  }
  const value = best.values[goal]!;
  const at = points.findIndex((p) => p.number === best.number);
  const since = points.length - 1 - at;
  const first = points.find((p) => p.best !== null)!.best!;
  return {
    question,
    short: `${goal} ${short(value)}`,
    long: `From ${short(first)} to ${short(value)}: the best is trial ${best.number}, ${since === 0 ? "the last" : `with ${since} after it`} of ${points.length} complete ones.`,
    tone: since <= Math.max(10, points.length / 3) && first !== value ? "good" : "plain",
  };
}

function done(history: History, goal: string | undefined): Answer {
  const question = "Is it done?";
  const running = history.running.size + history.waiting.size;
  const words = running > 0 ? ` ${running} trials are running or waiting.` : "";
  if (objectivesOf(history.study?.goals ?? {}).length > 1) {
    const front = paretoOf(history).map((t) => t.number);
    const complete = history.trials.filter((t) => t.state === "complete");
    const half = complete[complete.length >> 1]?.number ?? 0;
    const late = front.filter((number) => number >= half).length;
    const isOpen = late > 0.2 * front.length || complete.length < 20;
    const long = `${late} of ${front.length} trials on the front are from the second half of the study.${words}`;
    return { question, short: isOpen ? "Not yet" : "Nearly", long, tone: "plain" };
  }
  const { ahead, trials } = forecastOf(history, { goal });
  const double = ahead.at(-1);
  if (!double) {
    const long = `${trials} complete trials are too few to tell; 16 are needed.${words}`;
    return { question, short: "Too early to say", long, tone: "plain" };
  }
  const last = gapOf(history, { goal }).points.at(-1);
  const isNoise = last !== undefined && last.gap <= last.noise;
  const chance = Math.round(100 * double.chance);
  const gain = `With twice as many trials anything is gained with a chance of ${chance} %`;
  const likely = `, and ${goalOf(history, goal)} is then likely ${short(double.median)}`;
  const bound = isNoise
    ? ` What is left to gain (${short(last.gap)}) is less than the luck of one trial.`
    : "";
  return {
    question,
    short: isNoise || double.chance < 0.2 ? "Very likely" : double.chance < 0.5 ? "Probably" : "Not yet",
    long: `${gain}${double.chance > 0 ? likely : ""}.${bound}${words}`,
    tone: isNoise || double.chance < 0.5 ? "good" : "plain",
  };
}

function matters(history: History, goal: string | undefined): Answer {
  const question = "What matters?";
  const { params, trials, goal: what } = importanceOf(history, { goal });
  if (trials < 10 || params.length === 0) {
    return {
      question,
      short: "Too early to say",
      long: `${trials} complete trials are too few to tell.`,
      tone: "plain",
    };
  }
  const leading = params.slice(0, 3).map((p) => `${p.name} ${Math.round(100 * p.share)} %`);
  return {
    question,
    short: params[0]!.name,
    long: `For ${what}: ${leading.join(", ")} of the importance (PED-ANOVA).`,
    tone: "plain",
  };
}

function fails(history: History): Answer {
  const question = "What fails?";
  const ended = history.finished.map((number) => history.trials[number]!);
  const failed = ended.filter((t) => t.state === "failed");
  const pruned = ended.filter((t) => t.state === "pruned").length;
  const stopped = pruned > 0 ? ` ${pruned} were pruned.` : "";
  if (ended.length === 0)
    return { question, short: "Nothing yet", long: "No trial has ended.", tone: "plain" };
  if (failed.length === 0) {
    const long = `None of ${ended.length} ended trials failed.${stopped}`;
    return { question, short: "Nothing", long, tone: "good" };
  }
  const counts = new Map<string, number>();
  for (const { why } of failed) {
    const line = why.split("\n", 1)[0]!.slice(0, 100);
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const [reason, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
  return {
    question,
    short: `${failed.length} of ${ended.length} trials`,
    long: `Most often (${count}): ${reason}.${stopped}`,
    tone: failed.length > 0.2 * ended.length ? "bad" : "plain",
  };
}

/** Four digits. */
function short(x: number): string {
  const four = Number(x.toPrecision(4));
  return four !== 0 && Math.abs(four) < 1e-3 ? four.toExponential() : String(four);
}
