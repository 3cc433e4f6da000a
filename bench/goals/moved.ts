/** Problems whose front is found in the middle of their coordinates of distance, where searches like ours begin: the same, elsewhere. */
import type { Params } from "tunesmith/space";
import type { SeveralGoals } from "tunesmith/testing";

/** Where the middle comes to lie, coordinate by coordinate. */
const places = [0.37, 0.21, 0.68, 0.83, 0.61];

/**
 * Bends the coordinates of distance so that the middle of each lies elsewhere; 0 and 1 stay, and so does the front.
 *
 * @param problem  over [0, 1]^d
 */
export function moved(problem: SeveralGoals): SeveralGoals {
  const ahead = problem.reference.length - 1; // coordinates that say where along the front
  const names = Object.keys(problem.space);
  const bent = (value: number, j: number) =>
    j < ahead ? value : value ** (Math.log(0.5) / Math.log(places[(j - ahead) % places.length]!));
  return {
    ...problem,
    name: `${problem.name}, moved`,
    losses: (params: Params) =>
      problem.losses(Object.fromEntries(names.map((name, j) => [name, bent(params[name] as number, j)]))),
  };
}
