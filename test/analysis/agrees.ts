import { expect, it } from "vitest";
import { edfOf, frontOf, hypervolumeOf, importanceOf, progressOf } from "../../src/analysis/index.ts";
import { historyOf, type Said, type Shares } from "./optuna.ts";

/** Our numbers of a study beside Optuna's; one test for each kind that Optuna answered. */
export function agrees(said: Said): void {
  const history = historyOf(said);

  it(`has the PED-ANOVA importances of ${said.name}, to 9 digits`, () => {
    near(importanceOf(history), said.pedAnova, 1e-9);
  });
  if (said.pedAnovaOfFirst) {
    it(`has the PED-ANOVA importances for one goal of ${said.name}, to 9 digits`, () => {
      near(importanceOf(history, { goal: "f0" }), said.pedAnovaOfFirst!, 1e-9);
    });
  }
  if (said.fanova) {
    it(`has the fANOVA importances of ${said.name} to 0.04, which is what forests of other seeds differ by`, () => {
      near(importanceOf(history, { method: "fanova" }), said.fanova!, 0.04);
    });
  }
  if (said.impurity) {
    it(`has the mean decreases of impurity of ${said.name} to 0.04`, () => {
      near(importanceOf(history, { method: "impurity" }), said.impurity!, 0.04);
    });
  }
  if (said.best) {
    it(`has the best values so far of ${said.name}`, () => {
      expect(progressOf(history).points.map((p) => p.best)).toEqual(said.best);
    });
  }
  if (said.edf) {
    it(`has the distribution of the results of ${said.name}`, () => {
      const { values, shares } = edfOf(history);
      const { x, y } = said.edf!;
      x.forEach((at, i) => {
        const k = values.findLastIndex((v) => v <= at);
        expect(k < 0 ? 0 : shares[k]).toBeCloseTo(y[i]!, 12);
      });
    });
  }
  if (said.hypervolume) {
    it(`has the hypervolume history of ${said.name}`, () => {
      const [f0, f1] = said.reference!;
      hypervolumeOf(history, { f0: f0!, f1: f1! }).points.forEach((p, i) => {
        expect(p.hypervolume).toBeCloseTo(said.hypervolume![i]!, 10);
      });
    });
  }
  if (said.pareto) {
    it(`has the Pareto front of ${said.name}`, () => {
      const front = frontOf(history).points.filter((p) => p.isOnFront);
      expect(front.map((p) => p.number)).toEqual(said.pareto);
    });
  }
}

function near(ours: ReturnType<typeof importanceOf>, theirs: Shares, tolerance: number): void {
  expect(ours.params.map((p) => p.name).sort()).toEqual(Object.keys(theirs).sort());
  for (const { name, share } of ours.params) {
    expect(Math.abs(share - theirs[name]!), `${name}: ${share}, Optuna ${theirs[name]}`).toBeLessThan(
      tolerance,
    );
  }
}
