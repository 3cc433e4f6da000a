/** One line per algorithm; names, flags and tables follow from it. */
export { random } from "./random.ts";
export { gp } from "./gp/gp.ts";
export { grid } from "./grid.ts";
