import { Cloud } from "../../math/cloud.ts";
import {
  type Cells,
  CrossedPosterior,
  fitTheta,
  type Points,
  usualTheta,
} from "../../math/crossed-process.ts";
import type { Params, Space } from "../../space/index.ts";
import { pointsOf, type Row, type Table } from "./table.ts";

/** Theta is found anew when there are so many times as many scores as the last time; more often made no difference. */
const growth = 1.4;
/** From more scores than that theta is not found again: their matrix is costly, and it hardly changes. */
const enough = 225;
/** Coordinates that are tried each time: three rounds or so. */
const searchSteps = 25;
/** A posterior goes by so many scores at most, those of the best trial and of the nearest ones. */
const mostCells = 300;
/** A score this many spreads under the median counts as lying so far: how bad the bad are says nothing of the best. */
const reach = 6;

/** Scores in units of their spread. */
export interface Scale {
  readonly median: number;
  readonly spread: number;
  of(score: number): number;
}

/** What the trials so far say of scores on folds. */
export interface Model {
  readonly scale: Scale;
  /** What is to be expected of a point; its own scores are those of the row, if there is one. */
  posteriorOf(
    params: Params,
    row: Row | null,
  ): { readonly posterior: CrossedPosterior; readonly at: number } | null;
}

/**
 * Learns by trials that have ended, so that it does not matter who asks and when.
 *
 * @returns null where too few have
 */
export function modelOf(space: Space, table: Table): Model | null {
  const K = table.steps.length;
  const running = table.rows.findIndex(({ trial }) => trial.state === "running" || trial.state === "waiting");
  const ended = running < 0 ? table.rows : table.rows.slice(0, running);
  let theta: Float64Array | null = null;
  let scale: Scale | null = null;
  let [count, wanted] = [0, 3 * K];
  for (const [i, row] of ended.entries()) {
    count += row.scores.length;
    if (count < wanted) continue;
    const rows = ended.slice(0, i + 1);
    scale = scaleOf(rows.flatMap(({ scores }) => scores));
    if (scale === null) return null;
    const points = pointsOf(
      space,
      rows.map(({ trial }) => trial.params!),
    );
    theta = fitted(points, cellsOf(rows, scale), theta ?? usualTheta(points.kinds.length));
    wanted = growth * count;
    if (count > enough) break;
  }
  if (theta === null || scale === null) return null;
  const [known, unit] = [theta, scale];
  return {
    scale,
    posteriorOf(params, own) {
      const others = table.rows.filter((row) => row !== own);
      const near = nearest(space, params, { rows: others, best: table.rows[table.best]!, theta: known });
      const rows = own ? [...near, own] : near;
      const points = pointsOf(space, [...near.map(({ trial }) => trial.params!), params]);
      const posterior = new CrossedPosterior(points, cellsOf(rows, unit), known);
      return posterior.isSound ? { posterior, at: near.length } : null;
    },
  };
}

function cellsOf(rows: readonly Row[], scale: Scale): Cells {
  return {
    rows: rows.flatMap(({ folds }, i) => folds.map(() => i)),
    columns: rows.flatMap(({ folds }) => folds),
    y: Float64Array.from(rows.flatMap(({ scores }) => scores.map(scale.of))),
  };
}

/** null where all are the same. */
function scaleOf(scores: readonly number[]): Scale | null {
  const sorted = scores.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return low + (place - Math.floor(place)) * (high - low);
  };
  const centre = scores.reduce((sum, x) => sum + x, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, x) => sum + (x - centre) ** 2, 0) / scores.length);
  const median = at(0.5);
  const spread = Math.max(at(0.75) - at(0.25), deviation / 5); // more than half may be the same
  if (!(spread > 0 && Number.isFinite(spread))) return null;
  return { median, spread, of: (score) => Math.max(-reach, (score - median) / spread) };
}

interface Neighbours {
  readonly rows: readonly Row[];
  readonly best: Row;
  readonly theta: Float64Array;
}

/** As many rows as there is room for, the best and then those nearest to a point. */
function nearest(space: Space, params: Params, { rows, best, theta }: Neighbours): readonly Row[] {
  if (rows.reduce((sum, { scores }) => sum + scores.length, 0) <= mostCells) return rows;
  const { X, kinds } = pointsOf(space, [params, ...rows.map(({ trial }) => trial.params!)]);
  const cloud = new Cloud(X, kinds);
  const far = new Float64Array(X.length);
  cloud.r2To(X[0]!, theta.subarray(0, kinds.length).map(Math.exp), far);
  const order = [...rows.keys()].sort((a, b) => far[a + 1]! - far[b + 1]! || a - b);
  let room = mostCells - best.scores.length;
  const taken = new Set([best]);
  for (const i of order) {
    const row = rows[i]!;
    if (taken.has(row)) continue;
    room -= row.scores.length;
    if (room < 0) break;
    taken.add(row);
  }
  return rows.filter((row) => taken.has(row));
}

/** The last thetas by what they were found from: a study asks for the same one at every report. */
const kept = new Map<string, Float64Array>();
const mostKept = 64;

function fitted(points: Points, cells: Cells, start: Float64Array): Float64Array {
  const key = JSON.stringify([points.X.map((x) => [...x]), cells.rows, cells.columns, [...cells.y]]);
  const known = kept.get(key);
  if (known) return known;
  const theta = fitTheta(points, cells, start, searchSteps);
  for (const old of kept.keys()) {
    if (kept.size < mostKept) break;
    kept.delete(old);
  }
  kept.set(key, theta);
  return theta;
}
