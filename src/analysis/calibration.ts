import type { History } from "../history/index.ts";
import { normalCdf } from "../math/special.ts";
import { predictionOf } from "./why.ts";

/** Whether the sampler's model knew how sure it could be. */
export interface Calibration {
  /** One per complete trial with a prediction, in order of number. */
  readonly points: readonly CalibrationPoint[];
  /** Of intervals that should hold so large a share of the results, how many held theirs; for 50, 80, 90 and 95 %. */
  readonly coverage: readonly { readonly nominal: number; readonly actual: number }[];
}

export interface CalibrationPoint {
  readonly number: number;
  /** In the sampler's unit, see `Prediction`. */
  readonly mean: number;
  readonly sd: number;
  readonly actual: number;
  /** Where the result lay in the predicted distribution, 0 to 1: evenly spread, if the model is right. */
  readonly quantile: number;
}

/** Every prediction beside its result. */
export function calibrationOf(history: History): Calibration {
  const points = history.trials.flatMap((trial): CalibrationPoint[] => {
    const found = trial.state === "complete" ? predictionOf(history, trial) : null;
    if (!found || found.actual === null || found.surprise === null) return [];
    const { mean, sd, actual, surprise } = found;
    return [{ number: trial.number, mean, sd, actual, quantile: normalCdf(surprise) }];
  });
  const coverage = [0.5, 0.8, 0.9, 0.95].map((nominal) => {
    const held = points.filter((p) => Math.abs(p.quantile - 0.5) <= nominal / 2).length;
    return { nominal, actual: points.length > 0 ? held / points.length : 0 };
  });
  return { points, coverage };
}
