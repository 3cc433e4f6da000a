import { expect, it } from "vitest";
import { float } from "../space/index.ts";
import { TestLog } from "../testing/test-log.ts";
import { timelineOf } from "./timeline.ts";

it("packs the trials of a worker into as few lanes as never overlap", () => {
  const log = new TestLog({ space: { x: float(0, 1) }, goals: { value: "minimize" }, seed: 1 }); // a tick an event
  const [a, b] = [log.open({ x: 0 }), log.open({ x: 1 })];
  log.finish(a, 1);
  const c = log.open({ x: 0.5 });
  log.finish(c, 1);
  const { bars, endMs } = timelineOf(log.history);
  expect(bars.map((bar) => [bar.number, bar.state, bar.lane])).toEqual([
    [a, "complete", 0],
    [b, "running", 1],
    [c, "complete", 0],
  ]);
  expect(bars.map((bar) => [bar.fromMs, bar.toMs])).toEqual([
    [1, 5],
    [3, endMs],
    [6, 8],
  ]);
});
