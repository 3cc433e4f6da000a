/** From runs to the tables of `npm run bench -- quality`. */
import type { Row } from "../report.ts";
import { mean, median, rankSum, ranks } from "./statistics.ts";
import { logRegret, score, type Task, taskOf } from "./tasks.ts";

/** A run of ours or of a peer. */
export interface Entry {
  readonly who: string;
  readonly task: string;
  readonly best: { readonly [trials: string]: number };
}

type Group = Task["kind"] | "all";

/** Mean over tasks of the mean log regret over seeds, and of the score; only who ran every task of the group. */
export function summary(tasks: readonly Task[], entries: readonly Entry[], marks: readonly number[]): Row[] {
  const rows: Row[] = [];
  const kinds = new Set(tasks.map((t) => t.kind));
  for (const group of [...kinds, "all" as const]) {
    const chosen = tasks.filter((t) => group === "all" || t.kind === group);
    for (const who of new Set(entries.map((e) => e.who))) {
      const row = summaryRow(group, who, { chosen, entries, marks });
      if (row) rows.push(row);
    }
  }
  return rows;
}

function summaryRow(
  group: Group,
  who: string,
  o: {
    readonly chosen: readonly Task[];
    readonly entries: readonly Entry[];
    readonly marks: readonly number[];
  },
): Row | null {
  const byTask = o.chosen.map((task) => ({
    task,
    runs: o.entries.filter((e) => e.who === who && e.task === task.name),
  }));
  const seeds = Math.min(...byTask.map(({ runs }) => runs.length));
  if (o.chosen.length === 0 || seeds === 0) return null;
  const row: Record<string, string | number | null> = { group, who, seeds };
  for (const mark of o.marks) {
    const isWhole = byTask.every(({ runs }) => runs.every((r) => r.best[mark] !== undefined));
    const over = (value: (task: Task, best: number) => number) =>
      mean(byTask.map(({ task, runs }) => mean(runs.map((r) => value(task, r.best[mark]!)))));
    row[`regret@${mark}`] = isWhole ? Number(over(logRegret).toFixed(3)) : null;
    row[`score@${mark}`] = isWhole ? Number(over(score).toFixed(1)) : null;
  }
  return row;
}

/** The mean log regret of each task, ours beside the best peer's, and how sure the difference is. */
export function byTask(
  tasks: readonly Task[],
  { ours, peers }: { readonly ours: readonly Entry[]; readonly peers: readonly Entry[] },
  mark: number,
): Row[] {
  const valuesOf = (entries: readonly Entry[], task: Task) =>
    entries
      .filter((e) => e.task === task.name && e.best[mark] !== undefined)
      .map((e) => logRegret(task, e.best[mark]!));
  return tasks.flatMap((task) =>
    [...new Set(ours.map((e) => e.who))].map((who) => {
      const mine = valuesOf(
        ours.filter((e) => e.who === who),
        task,
      );
      const others = [...new Set(peers.map((e) => e.who))]
        .map((peer) => ({
          peer,
          values: valuesOf(
            peers.filter((e) => e.who === peer),
            task,
          ),
        }))
        .filter(({ values }) => values.length > 0)
        .sort((a, b) => mean(a.values) - mean(b.values));
      const best = others[0];
      const better = others.filter((o) => {
        const p = rankSum(o.values, mine);
        return p < 0 && -p < 0.05;
      });
      return {
        task: task.name,
        who,
        mean: Number(mean(mine).toFixed(2)),
        median: Number(median(mine).toFixed(2)),
        "best peer": best?.peer ?? null,
        "its mean": best ? Number(mean(best.values).toFixed(2)) : null,
        "significantly better peers": better.map((b) => b.peer).join(" ") || "–",
      };
    }),
  );
}

/** On how many of the tasks a peer is significantly better, and on how many random search has the lower mean. */
export function worse(
  rows: readonly Row[],
  { peers }: { readonly peers: readonly Entry[] },
  mark: number,
): Row[] {
  return [...new Set(rows.map((r) => r.who as string))].map((who) => {
    const mine = rows.filter((r) => r.who === who);
    const randomMean = (task: Task) =>
      mean(
        peers
          .filter((e) => e.who === "optuna-random" && e.task === task.name)
          .map((e) => logRegret(task, e.best[mark]!)),
      );
    const lost = mine.filter((r) => r["significantly better peers"] !== "–").length;
    const belowRandom = mine.filter((r) => (r.mean as number) > randomMean(taskOf(r.task as string))).length;
    return {
      who,
      tasks: mine.length,
      "a peer is significantly better": lost,
      "random is better": belowRandom,
    };
  });
}

/** The mean over tasks of each one's rank by mean log regret, 1 the best; only who ran every task. */
export function meanRanks(tasks: readonly Task[], entries: readonly Entry[], mark: number): Row[] {
  const whos = [...new Set(entries.map((e) => e.who))];
  const means = new Map(
    whos.map((who) => [
      who,
      tasks.map((task) => {
        const runs = entries.filter((e) => e.who === who && e.task === task.name);
        return mean(runs.map((r) => logRegret(task, r.best[mark] ?? Number.NaN)));
      }),
    ]),
  );
  const whole = whos.filter((who) => means.get(who)!.every((x) => !Number.isNaN(x)));
  const perTask = tasks.map((_, t) => ranks(whole.map((who) => means.get(who)![t]!)));
  return whole
    .map((who, i) => ({ who, [`mean rank@${mark}`]: Number(mean(perTask.map((r) => r[i]!)).toFixed(2)) }))
    .sort((a, b) => (a[`mean rank@${mark}`] as number) - (b[`mean rank@${mark}`] as number));
}
