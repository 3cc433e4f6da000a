import { useRef } from "preact/hooks";
import { showNumber } from "../format.ts";
import { useSize } from "../parts/chart.tsx";
import { t } from "../text.ts";

const [height, left, bottom] = [200, 64, 24];
/** px, until it is known how wide the page is, and where it is narrower than anything can be drawn. */
const [usual, least] = [640, 200];

/** The values that one trial reported, step by step. */
export function Curve({ steps, values }: { steps: readonly number[]; values: readonly number[] }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen] = useSize(place);
  const width = seen === 0 ? usual : Math.max(least, seen);
  const order = steps.map((_, i) => i).sort((a, b) => steps[a]! - steps[b]!);
  const [first, last] = [steps[order[0]!]!, steps[order.at(-1)!]!];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (step: number) => left + ((step - first) / (last - first || 1)) * (width - left - 8);
  const y = (value: number) => 8 + (1 - (value - low) / (high - low || 1)) * (height - bottom - 16);
  const path = order.map((i, k) => `${k === 0 ? "M" : "L"}${x(steps[i]!)} ${y(values[i]!)}`).join("");
  const words = `${t("curve")}: ${showNumber(values[order[0]!])} … ${showNumber(values[order.at(-1)!])}`;
  return (
    <div ref={place}>
      <svg class="curve" height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        <line x1={left} x2={width} y1={height - bottom} y2={height - bottom} />
        <path d={path} fill="none" />
        <text x={left - 6} y={y(high) + 4} class="end">
          {showNumber(high, 4)}
        </text>
        <text x={left - 6} y={y(low) + 4} class="end">
          {showNumber(low, 4)}
        </text>
        <text x={left} y={height - 6}>
          {first}
        </text>
        <text x={width - 8} y={height - 6} class="end">
          {last}
        </text>
      </svg>
    </div>
  );
}
