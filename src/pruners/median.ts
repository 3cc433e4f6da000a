import { definePruner, goOn } from "./pruner.ts";
import { toLoss, objectivesOf } from "../history/index.ts";
export const median = definePruner({ name: "median", summary: "m", options: {}, defaults: {}, judge: (t, h) => {
  const g = h.study!.goals, o = objectivesOf(g)[0]!;
  const at = h.finished.map((n) => h.trials[n]!).filter((x) => x.curve.length > 0).map((x) => toLoss(g, o, x.curve[0]!)).sort((a, b) => a - b);
  if (at.length < 5) return goOn;
  return toLoss(g, o, t.curve.at(-1)!) > at[Math.floor(at.length / 2)]! ? { kind: "stop", why: "above the median" } : goOn;
} });
