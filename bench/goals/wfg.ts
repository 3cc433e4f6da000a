/**
 * Problems of the Walking Fish Group: a front on an ellipsoid, behind coordinates of unlike ranges that are biased, deceive, or
 * depend on each other.
 *
 * @source Huband, Hingston, Barone and While 2006, "A review of multiobjective test problems and a scalable test problem toolkit"
 */

import { float } from "tunesmith/space";
import type { SeveralGoals } from "tunesmith/testing";

/** How many of the coordinates say where on the front a point lies; they come first. */
const positions = 2;

/** From coordinates in [0, 1] to k numbers: the place on the front, and at last the distance from it. */
type Transformation = (y: readonly number[], k: number) => number[];

function wfg(name: string, d: number, k: number, transformed: Transformation): SeveralGoals {
  const ranges = Array.from({ length: d }, (_, i) => 2 * (i + 1));
  const names = ranges.map((_, i) => `z${i + 1}`);
  const scales = Array.from({ length: k }, (_, m) => 2 * (m + 1));
  return {
    name: `${name} ${d}, ${k} goals`,
    space: Object.fromEntries(names.map((z, i) => [z, float(0, ranges[i]!)])),
    goals: Object.fromEntries(scales.map((_, m) => [`f${m + 1}`, "minimize" as const])),
    losses(params) {
      const t = transformed(
        names.map((z, i) => (params[z] as number) / ranges[i]!),
        k,
      );
      return scales.map((scale, m) => t[k - 1]! + scale * concave(t, m, k));
    },
    reference: scales.map((scale) => 1.1 * scale),
    most: scales.reduce((a, b) => a * b, 1) * (1.1 ** k - (k === 2 ? Math.PI / 4 : Math.PI / 6)),
  };
}

/** Optimum after optimum on the way to the front. */
export const wfg4 = (d: number, k: number) =>
  wfg("WFG4", d, k, (y, goals) =>
    reduced(
      y.map((v) => multimodal(v, 30, 10, 0.35)),
      goals,
      average,
    ),
  );

/** Each coordinate is bent by those behind it, the positions deceive, and the distances depend on each other. */
export const wfg9 = (d: number, k: number) =>
  wfg("WFG9", d, k, (y, goals) => {
    const bent = y.map((v, i) => (i === d - 1 ? v : dependent(v, average(y.slice(i + 1)))));
    const shifted = bent.map((v, i) =>
      i < positions ? deceptive(v, 0.35, 0.001, 0.05) : multimodal(v, 30, 95, 0.35),
    );
    return reduced(shifted, goals, inseparable);
  });

/** The positions by groups of equal size, one for each goal but one, and all the distances. */
function reduced(y: readonly number[], k: number, into: (group: readonly number[]) => number): number[] {
  const size = positions / (k - 1);
  const groups = Array.from({ length: k - 1 }, (_, g) => y.slice(g * size, (g + 1) * size));
  return [...groups, y.slice(positions)].map((group) => into(group));
}

/** The m-th coordinate of a point on the unit sphere. */
function concave(t: readonly number[], m: number, k: number): number {
  const angles = t.slice(0, k - 1 - m).map((v) => Math.sin((v * Math.PI) / 2));
  const last = m === 0 ? 1 : Math.cos((t[k - 1 - m]! * Math.PI) / 2);
  return angles.reduce((a, b) => a * b, last);
}

const average = (y: readonly number[]) => y.reduce((a, b) => a + b, 0) / y.length;

/** s_multi. */
function multimodal(y: number, A: number, B: number, C: number): number {
  const far = Math.abs(y - C) / (2 * (Math.floor(C - y) + C));
  return (1 + Math.cos((4 * A + 2) * Math.PI * (0.5 - far)) + 4 * B * far ** 2) / (B + 2);
}

/** s_decept. */
function deceptive(y: number, A: number, B: number, C: number): number {
  const left = (Math.floor(y - A + B) * (1 - C + (A - B) / B)) / (A - B);
  const right = (Math.floor(A + B - y) * (1 - C + (1 - A - B) / B)) / (1 - A - B);
  return 1 + (Math.abs(y - A) - B) * (left + right + 1 / B);
}

/** b_param with the constants of WFG9. */
function dependent(y: number, u: number): number {
  const [A, B, C] = [0.98 / 49.98, 0.02, 50];
  const v = A - (1 - 2 * u) * Math.abs(Math.floor(0.5 - u) + A);
  return y ** (B + (C - B) * v);
}

/** r_nonsep over as many as there are. */
function inseparable(y: readonly number[]): number {
  const n = y.length;
  const half = Math.ceil(n / 2);
  let sum = 0;
  for (const [j, v] of y.entries()) {
    sum += v;
    for (let k = 0; k < n - 1; k++) sum += Math.abs(v - y[(j + k + 1) % n]!);
  }
  return sum / (half * (1 + 2 * n - 2 * half));
}
