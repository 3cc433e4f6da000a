/** From runs to the tables of `npm run bench -- quality`. */
import type { Row } from "../report.ts";
import { holm, mean, median, rankSum, ranks } from "./statistics.ts";
import { logRegret, score, type Task } from "./tasks.ts";

/** Of significance. */
const level = 0.05;

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

/** One of ours on one task, beside each peer that ran it. */
export interface Beside {
  readonly task: Task;
  readonly who: string;
  /** The log regrets of its runs. */
  readonly values: readonly number[];
  readonly peers: readonly Peer[];
}

interface Peer {
  readonly name: string;
  readonly values: readonly number[];
  /** Of the rank-sum test, two-sided; negative where the peer's regrets are the lower ones. */
  readonly p: number;
}

/** What each run of ours and of the peers came to after so many trials. */
export function beside(
  tasks: readonly Task[],
  { ours, peers }: { readonly ours: readonly Entry[]; readonly peers: readonly Entry[] },
  mark: number,
): Beside[] {
  const names = (entries: readonly Entry[]) => [...new Set(entries.map((e) => e.who))];
  const valuesOf = (entries: readonly Entry[], who: string, task: Task) =>
    entries
      .filter((e) => e.who === who && e.task === task.name && e.best[mark] !== undefined)
      .map((e) => logRegret(task, e.best[mark]!));
  return tasks.flatMap((task) =>
    names(ours).map((who) => {
      const values = valuesOf(ours, who, task);
      const found = names(peers)
        .map((name) => ({ name, values: valuesOf(peers, name, task) }))
        .filter((peer) => peer.values.length > 0)
        .map((peer) => ({ ...peer, p: rankSum(peer.values, values) }));
      return { task, who, values, peers: found };
    }),
  );
}

const isBetter = ({ p }: Peer) => p < 0 && -p < level;

/** The mean log regret of each task, ours beside the best peer's, and which peers are better, each test for itself. */
export function byTask(all: readonly Beside[]): Row[] {
  return all.map(({ task, who, values, peers }) => {
    const best = [...peers].sort((a, b) => mean(a.values) - mean(b.values))[0];
    return {
      task: task.name,
      who,
      mean: Number(mean(values).toFixed(2)),
      median: Number(median(values).toFixed(2)),
      "best peer": best?.name ?? null,
      "its mean": best ? Number(mean(best.values).toFixed(2)) : null,
      "significantly better peers":
        peers
          .filter(isBetter)
          .map(({ name }) => name)
          .join(" ") || "–",
    };
  });
}

/**
 * On how many of the tasks a peer is significantly better, and on how many random search has the lower mean. Of so many tests some
 * say so by chance: Holm's correction over all of them keeps the chance that even one does at `level`.
 */
export function worse(all: readonly Beside[]): Row[] {
  return [...new Set(all.map(({ who }) => who))].map((who) => {
    const mine = all.filter((b) => b.who === who);
    const tests = mine.flatMap(({ peers }) => peers);
    const sure = new Set(holm(tests, level));
    const count = (holds: (peer: Peer, values: readonly number[]) => boolean) =>
      mine.filter(({ peers, values }) => peers.some((peer) => holds(peer, values))).length;
    return {
      who,
      tasks: mine.length,
      "a peer is significantly better": count(isBetter),
      "after Holm's correction": count((peer) => isBetter(peer) && sure.has(peer)),
      tests: tests.length,
      "random is better": count(
        ({ name, values }, ours) => name === "optuna-random" && mean(values) < mean(ours),
      ),
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
