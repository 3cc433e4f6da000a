import { definePruner, goOn } from "./pruner.ts";

/** Never stops a trial. */
export const none = definePruner({
  name: "none",
  summary: "stops nothing",
  options: {},
  defaults: {},
  judge: () => goOn,
});
