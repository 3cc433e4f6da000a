import { availableParallelism } from "node:os";
import { gpuPlaces, gpusHere } from "../../executors/index.ts";
import type { Settings } from "../study-file/plan.ts";

/**
 * How many trials run side by side: what was asked for, or as many as fit; never more than there are places on GPUs.
 *
 * @returns the number, and in words what set it when nobody did
 */
export function parallelOf(settings: Settings): { readonly parallel: number; readonly why: string | null } {
  const { parallel = 1, cpus = 1, gpus } = settings;
  const places = gpus === undefined ? Infinity : gpuPlaces(gpusHere(), gpus).length;
  if (parallel !== "auto") {
    return parallel <= places
      ? { parallel, why: null }
      : { parallel: places, why: `${places} trials side by side: more have no place on the GPUs here.` };
  }
  const here = availableParallelism();
  const byCpu = Math.max(1, Math.floor(here / cpus));
  const count = Math.min(byCpu, places);
  const gpuWords = places === Infinity ? "" : ` and ${places} places on GPUs`;
  return { parallel: count, why: `${count} trials side by side: ${here} CPUs, ${cpus} a trial${gpuWords}.` };
}
