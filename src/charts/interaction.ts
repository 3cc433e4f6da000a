import { interactionsOf } from "../analysis/index.ts";
import { gridBesideWords, wordAxis, wordsBeside } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import { colours } from "./colours.ts";
import type { Ask } from "./kind.ts";
import { percent, shown } from "./words.ts";

/** A square for each pair of parameters: what the two explain together; on the diagonal each alone. */
export function drawInteraction({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const { params, shares, goal } = interactionsOf(study!.history, focus);
  const words = [...params].reverse(); // the axis goes up
  const largest = Math.max(1e-9, ...shares.flat());
  const pairs = params.flatMap((a, i) =>
    params.slice(i + 1).map((b, k) => ({ a, b, share: shares[i]![i + 1 + k]! })),
  );
  const strongest = pairs.sort((p, q) => q.share - p.share)[0];
  const grid = gridBesideWords(canvas, words);
  return {
    note: strongest
      ? `${strongest.a} and ${strongest.b} together explain ${percent(strongest.share)} of ${goal} beyond each alone, the most of all pairs.`
      : "Two parameters are needed.",
    height: canvas.top + 80 + Math.max(2, params.length) * 38,
    option: {
      legend: { show: false },
      grid: [{ ...grid, right: canvas.isNarrow ? 16 : 90, bottom: 64 }],
      xAxis: [
        wordAxis(canvas, "", params, {
          axisLabel: {
            color: canvas.theme.ink,
            fontSize: 11,
            rotate: 30,
            interval: 0,
            overflow: "truncate",
            width: 90,
          },
        }),
      ],
      yAxis: [wordAxis(canvas, "", words, wordsBeside(canvas))],
      visualMap: colours(canvas, { low: 0, high: largest, ends: ["0 %", percent(largest)], dimension: 2 }),
      series: [
        {
          type: "heatmap",
          name: "share",
          itemStyle: { borderColor: canvas.theme.background, borderWidth: 2 },
          data: params.flatMap((a, i) =>
            params.map((b, k) => ({
              value: [a, b, Number(shown(shares[i]![k]!, 4))],
              name:
                i === k
                  ? `${a} alone: ${percent(shares[i]![k]!)}`
                  : `${a} and ${b}: ${percent(shares[i]![k]!)}`,
            })),
          ),
        },
      ],
    },
  };
}
