import { currentLanguage } from "./text.ts";

/** What the kinds of charts are called in Chinese; in English they name themselves. */
const zh: { readonly [kind: string]: string } = {
  history: "优化历程",
  importance: "参数重要性",
  slice: "切片",
  parallel: "平行坐标",
  edf: "结果分布",
  curves: "中间值",
  timeline: "时间线",
  pareto: "帕累托前沿",
  contour: "等高线",
  rank: "排名",
  hypervolume: "超体积历程",
  gap: "预期改进",
  compare: "比较",
  forecast: "预测",
  dependence: "偏依赖",
  interaction: "交互作用",
  calibration: "预测校准",
  selection: "模型选择与调参",
};

/** The title of a kind of chart in the reader's language. */
export function chartTitle(kind: string, english: string): string {
  return (currentLanguage() === "zh" && zh[kind]) || english;
}
