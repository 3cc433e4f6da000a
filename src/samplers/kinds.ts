/** One line per algorithm; names, flags and tables follow from it. */
export { random } from "./random.ts";
export { grid } from "./grid.ts";
