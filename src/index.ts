/** Tunesmith: hyperparameter tuning. The parts come by their own subpaths: `tunesmith/samplers`, `tunesmith/ml` … */
export { type ErrorCode, isTunesmithError, TunesmithError } from "./error.ts";
export type { Goal, Goals } from "./history/index.ts";
export type { Json } from "./json.ts";
export {
  type Branch,
  branch,
  type Categorical,
  categorical,
  type Domain,
  type Float,
  float,
  type Int,
  int,
  type Params,
  type ParamsOf,
  type Scalar,
  type Space,
} from "./space/index.ts";
export * from "./study/index.ts";
