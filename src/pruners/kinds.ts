/** One line per rule; names, flags and tables follow from it. */
export { asha } from "./asha.ts";
export { median } from "./median.ts";
export { none } from "./none.ts";
export { race } from "./race/race.ts";
