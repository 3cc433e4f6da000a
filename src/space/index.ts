export { decode, encode, fromUnit, toUnit } from "./codec.ts";
export { type Dim, dimsOf, flatten, keyOf, unflatten } from "./dims.ts";
export {
  type Branch,
  branch,
  type Cases,
  type Categorical,
  categorical,
  checkSpace,
  type Domain,
  type Float,
  float,
  type Int,
  int,
  type Params,
  type ParamsOf,
  type Scalar,
  type Space,
  type ValueOf,
} from "./domain.ts";
export { checkOptions } from "./options.ts";
export { checkParams, checkValue, contains, describe, differs } from "./params.ts";
export { count, indexOf, size, valueAt } from "./values.ts";
