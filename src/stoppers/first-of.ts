import type { Stopper } from "./stopper.ts";

/** Ends a study as soon as one of several stoppers does, with the words of the first of them. */
export function firstOf(...stoppers: readonly Stopper[]): Stopper {
  return (history) => {
    for (const stopper of stoppers) {
      const why = stopper(history);
      if (why !== null) return why;
    }
    return null;
  };
}
