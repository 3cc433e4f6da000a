import pc from "picocolors";
import { expect, test } from "vitest";
import { float } from "../../space/index.ts";
import { createStudy } from "../../study/index.ts";
import { LiveTable } from "./live-table.ts";

test("the table shows the best, failures by kind, and each running trial with its curve, within the width", async () => {
  const study = await createStudy({ name: "iris", space: { x: float(0, 1) }, seed: 1, pruner: "median" });
  await study.optimize(({ number }) => (number === 1 ? { state: "failed", why: "", kind: "memory" } : 0.5), {
    trials: 3,
  });
  const trial = await study.ask();
  for (const [step, value] of [3, 2, 1].entries()) await trial.report(step, value);
  const written: string[] = [];
  const screen = { columns: 60, rows: 24, write: (text: string) => written.push(text) > 0 };
  const started = study.history.trials[3]!.startedAt;
  const table = new LiveTable(study, screen, { paint: pc.createColors(false), now: () => started + 12_000 });
  const lines = table.lines();
  expect(lines[0]).toBe("iris  3 done  1 failed (memory 1)");
  expect(lines[1]).toMatch(/^best {2}0\.5 {2}trial 0 {2}█+ {2}x=0\.\d+$/);
  expect(lines[2]).toMatch(/^ {4}3 {5}12 s {2}step 2 {2}1 █▅▁ {2}x=0\.\d+/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(59);
  table.draw();
  table.say("hello");
  table.end();
  const out = written.join("");
  // Each drawing takes the one before away.
  expect(out.split("\u001b[3A\u001b[J")).toHaveLength(3);
  expect(out).toContain("hello\n");
  await study.close();
});
