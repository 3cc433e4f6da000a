/** The parameters of an estimator by name. */
export interface EstimatorParams {
  readonly [name: string]: unknown;
}
