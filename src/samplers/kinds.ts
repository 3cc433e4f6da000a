/** One line per algorithm; names, flags and tables follow from it. */

export { gp } from "./gp/gp.ts";
export { grid } from "./grid.ts";
export { random } from "./random.ts";
