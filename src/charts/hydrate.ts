import type { ChartOption, Part } from "./chart.ts";
import { shown } from "./words.ts";

/**
 * An option with what JSON cannot say, right before ECharts gets it: numbers on axes as people write them.
 *
 * @returns what `echarts.setOption` takes; the option given stays as it is
 */
export function hydrated(option: ChartOption): object {
  const formatter = (x: number | string) => (typeof x === "number" ? shown(x) : x);
  const dressed = (axis: Part) => ({ ...axis, axisLabel: { ...(axis.axisLabel as object), formatter } });
  const parallelAxis = option.parallelAxis as readonly Part[] | undefined;
  return {
    ...option,
    xAxis: option.xAxis.map(dressed),
    yAxis: option.yAxis.map(dressed),
    ...(parallelAxis ? { parallelAxis: parallelAxis.map(dressed) } : {}),
  };
}
