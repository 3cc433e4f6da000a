/** One line per algorithm; names, flags and tables follow from it. */
export { auto } from "./auto.ts";
export { cmaes } from "./cmaes/cmaes.ts";
export { de } from "./de.ts";
export { forest } from "./forest/forest.ts";
export { gp } from "./gp/gp.ts";
export { grid } from "./grid.ts";
export { nsga2 } from "./nsga2.ts";
export { nsga3 } from "./nsga3.ts";
export { qmc } from "./qmc.ts";
export { random } from "./random.ts";
export { tpe } from "./tpe/tpe.ts";
