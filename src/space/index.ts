export { cellOf, decode, encode, fromUnit, toUnit } from "./codec.ts";
export { branch, categorical, checkSpace, float, int } from "./declare.ts";
export { type Dim, dimsOf, flatten, keyOf, unflatten } from "./dims.ts";
export type * from "./domain.ts";
export { checkOptions } from "./options.ts";
export { checkParams, checkValue, contains, describe, differs } from "./params.ts";
export { joinSpace, parseDomain, parseParam } from "./parse.ts";
export { count, indexOf, largestOf, size, tidy, valueAt } from "./values.ts";
export { scalarOf, wordOf } from "./word.ts";
