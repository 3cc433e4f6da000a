/** Where a chart is drawn: Apache ECharts with the parts in use, and no more. */
import { BarChart, HeatmapChart, LineChart, LinesChart, ParallelChart, ScatterChart } from "echarts/charts";
import {
  BrushComponent,
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  LegendScrollComponent,
  MarkLineComponent,
  ParallelComponent,
  ToolboxComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type Chart, hydrated } from "../../../src/charts/index.ts";
import type { Marking } from "./chart.tsx";
import { dimmed, numbersIn, type Row } from "./marks.ts";

echarts.use([
  ...[BarChart, HeatmapChart, LineChart, LinesChart, ParallelChart, ScatterChart],
  ...[BrushComponent, DataZoomInsideComponent, GridComponent, LegendComponent, LegendScrollComponent],
  ...[MarkLineComponent, ParallelComponent, ToolboxComponent, TooltipComponent, VisualMapComponent],
  CanvasRenderer,
]);

/** A drawing that can be drawn anew, and marked. */
export interface ChartBoard {
  draw(chart: Chart, marking: Marking | null): void;
  end(): void;
}

/** Makes an element a board. */
export function boardOn(element: HTMLElement): ChartBoard {
  const drawn = echarts.init(element, null, { renderer: "canvas" });
  let marking: Marking | null = null;
  let rows: readonly (readonly Row[])[] = [];
  let reached: number[] = [];

  drawn.on("brushSelected", (e) => {
    const { batch } = e as { batch: { selected: { seriesIndex: number; dataIndex: number[] }[] }[] };
    reached = (batch[0]?.selected ?? []).flatMap(({ seriesIndex, dataIndex }) =>
      dataIndex.flatMap((i) => numbersIn(rows[seriesIndex]?.[i])),
    );
  });
  // Only a hand ends a brush; drawing anew takes it away, and that means nothing.
  drawn.on("brushEnd", () => marking?.onMark(reached.length > 0 ? new Set(reached) : null));
  drawn.on("axisareaselected", () => {
    const series = (drawn as unknown as { getModel(): Model }).getModel().getSeriesByIndex(0);
    const active = series.getRawIndicesByActiveState("active");
    const all = rows[0] ?? [];
    if (active.length === all.length) return marking?.onMark(null);
    const numbers = active.flatMap((i) => numbersIn(all[i]));
    marking?.onMark(numbers.length > 0 ? new Set(numbers) : null);
  });
  drawn.on("click", (e) => {
    const [number] = numbersIn(e.data as Row);
    if (number !== undefined) marking?.onOpen?.(number);
  });

  return {
    draw(chart, asked) {
      marking = asked;
      rows = chart.option.series.map(({ data }) => data as readonly Row[]);
      element.style.height = `${chart.height}px`;
      drawn.resize();
      const option = hydrated(chart.option) as { [key: string]: object };
      const isCartesian = chart.option.xAxis.length > 0;
      drawn.setOption(
        {
          ...dimmed(option, asked?.marked ?? null),
          // Names of other people's stand in tooltips: drawn as text, they can be nothing else.
          tooltip: { ...option.tooltip, renderMode: "richText", extraCssText: "" },
          toolbox: { show: false },
          ...(asked && isCartesian ? { brush: brushOn(chart) } : {}),
        },
        { notMerge: true },
      );
      if (asked && isCartesian) {
        drawn.dispatchAction({
          type: "takeGlobalCursor",
          key: "brush",
          brushOption: { brushType: "rect", brushMode: "single" },
        });
      }
    },
    end: () => drawn.dispose(),
  };
}

/** The part of ECharts' inner model that tells which lines of a parallel plot are in reach. */
interface Model {
  getSeriesByIndex(i: number): { getRawIndicesByActiveState(state: "active"): number[] };
}

function brushOn(chart: Chart): object {
  return {
    toolbox: [],
    xAxisIndex: chart.option.xAxis.map((_, i) => i),
    brushLink: "none",
    throttleType: "fixRate",
    throttleDelay: 0,
    inBrush: {},
    outOfBrush: {},
    brushStyle: { borderWidth: 1, color: "rgba(90,140,240,0.12)", borderColor: "rgba(90,140,240,0.8)" },
  };
}
