import type { Confirmation, Confirmed } from "../analysis/index.ts";
import type { History } from "../history/index.ts";
import type { Params } from "../space/index.ts";
import { duration } from "../study/index.ts";
import { showNumber, showParams } from "./show-values.ts";
import { pairs, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

/** What a confirmation says, in words. */
export function confirmationInWords(
  name: string,
  found: Confirmation,
  history: History,
  terminal: Pick<Terminal, "paint">,
): string {
  const { goal, naive, winner, simplest, gap, candidates } = found;
  const paramsOf = (number: number) => showParams(history.trials[number]!.params as Params);
  const best = candidates.find((c) => c.number === winner);
  if (!best || !naive || gap === null) return `${name}: no trial was evaluated again with a result.`;
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const four = (x: number | null) => (x === null ? "–" : showNumber(Number(x.toPrecision(4))));
  const near = candidates.filter((c) => c.isNear);
  const plain = candidates.find((c) => c.number === simplest);
  const cheap =
    plain === undefined || plain.number === winner
      ? "the winner itself"
      : `trial ${plain.number}  ${paramsOf(plain.number)}`;
  const rows: [string, string][] = [
    ["winner", `trial ${best.number}  ${paramsOf(best.number)}`],
    [
      "as the study has it",
      `${goal} ${four(naive.value)}, trial ${naive.number}: the best of many, and chosen for it`,
    ],
    ["corrected", `${goal} ${four(best.score)}, with 95 % from ${four(best.low)} to ${four(best.high)}`],
    ["over-tuning", `${four(gap)}${gap > 0 ? "" : ": none to be seen"}`],
    ["chance to be the best", `${percent(best.chance)} among ${candidates.length}`],
    [
      "simplest as good",
      `${cheap} (${near.length === 1 ? "no other is within noise" : `${near.length} are within noise`})`,
    ],
  ];
  const lines = candidates.map((c) => lineOf(c, { four, percent }));
  const head = ["trial", "result", "again", "corrected", "95 % from", "to", "chance", "runs", "took"];
  const warning = found.isDeterministic
    ? "\nEvery evaluation gave the very same value: the objective has no randomness, or its seed is fixed. Let it follow trial.seed (commands: TUNESMITH_SEED, {seed}); until then this says nothing about luck.\n"
    : "";
  return `${terminal.paint.bold(name)}\n${pairs(rows, terminal)}\n${warning}\n${table(head, lines, terminal)}`;
}

interface Words {
  readonly four: (x: number | null) => string;
  readonly percent: (share: number) => string;
}

function lineOf(c: Confirmed, { four, percent }: Words): string[] {
  const runs = c.failed > 0 ? `${c.repeats} (${c.failed} failed)` : String(c.repeats);
  const values = [c.value, c.mean, c.score, c.low, c.high].map(four);
  return [String(c.number), ...values, percent(c.chance), runs, duration(c.tookMs)];
}
