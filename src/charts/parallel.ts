import { type Point, type Points, pointsOf } from "../analysis/index.ts";
import { isWord, onAxis, wordsOf } from "./axes.ts";
import type { Canvas, Drawing, Part } from "./chart.ts";
import { colours } from "./colours.ts";
import type { Ask } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { many, pointWords } from "./words.ts";

/** Lines drawn at most: more are one grey block. */
const mostLines = 600;

/** A line for each trial across the axes of its parameters to its result; the better, the stronger in colour. */
export function drawParallel({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const found = pointsOf(study!.history, focus);
  const lines = chosen(found.points);
  const d = found.params.length;
  return {
    note: `Each line is one of ${many(lines.length, "trial")}; the stronger its colour, the better its ${found.goal}.`,
    height: canvas.top + 370,
    option: {
      parallel: {
        left: 56,
        right: canvas.isNarrow ? 44 : 120,
        top: canvas.top + 34,
        bottom: 34,
        parallelAxisDefault: axisStyle(
          canvas,
          (canvas.width - (canvas.isNarrow ? 100 : 176)) / Math.max(1, d),
        ),
      },
      parallelAxis: [
        ...found.params.map(({ name, domain }, dim) => paramDim(name, domain, dim)),
        {
          dim: d,
          name: found.goal,
          type: "value",
          scale: true,
          ...(found.isMaximised ? {} : { inverse: true, nameLocation: "start" }),
        },
      ],
      visualMap: colours(canvas, { low: 0, high: 1, ends: ["worst", "best"], dimension: d + 1 }),
      series: [
        {
          type: "parallel",
          name: "trials",
          smooth: false,
          lineStyle: { width: lines.length > 200 ? 1 : 1.5, opacity: lines.length > 200 ? 0.35 : 0.6 },
          data: lines.map((t) => ({
            value: [
              ...found.params.map((p, j) => onAxis(p.domain, t.params[j] ?? null)),
              t.value,
              1 - t.rank,
            ],
            name: pointWords(t.number, t.value, found.params, t.params),
          })),
        },
      ],
    },
  };
}

/** The best ones, and of the others a fair choice; the best are drawn last, on top. */
function chosen(points: readonly Point[]): readonly Point[] {
  const sorted = points.filter((p) => p.isFeasible).sort((a, b) => b.rank - a.rank);
  const best = sorted.slice(-mostLines / 6);
  return [...everyNth(sorted.slice(0, -mostLines / 6), mostLines - best.length), ...best];
}

function paramDim(name: string, domain: Points["params"][number]["domain"], dim: number): Part {
  if (isWord(domain)) return { dim, name, type: "category", data: wordsOf(domain) };
  const { low, high, log } = domain as Extract<typeof domain, { kind: "float" | "int" }>;
  if (low === high) return { dim, name, type: "value" };
  return { dim, name, type: log ? "log" : "value", min: low, max: high };
}

/** @param gap  px between two axes */
function axisStyle({ theme }: Canvas, gap: number): Part {
  return {
    nameLocation: "end",
    nameTextStyle: { color: theme.ink, fontSize: 12 },
    nameTruncate: { maxWidth: gap - 6, ellipsis: "…" },
    axisLine: { lineStyle: { color: theme.muted } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { color: theme.ink, fontSize: 11, textBorderColor: theme.background, textBorderWidth: 3 },
  };
}
