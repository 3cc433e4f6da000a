/** Problems with two goals whose fronts are cut by bounds on what is measured beside them. */
import { float, type Params } from "tunesmith/space";
import { dtlz2, type SeveralGoals } from "tunesmith/testing";

/** Its goals have bounds, too. */
export interface BoundedGoals extends SeveralGoals {
  /** What the bounds are on, each of them at most 0. */
  readonly margins: (params: Params) => number[];
}

const bound = { atMost: 0 } as const;

/** DTLZ2 within three discs of radius 0.2 about points of its front. @source Jain and Deb 2014, C2-DTLZ2 */
export function c2dtlz2(d: number): BoundedGoals {
  const free = dtlz2(d, 2);
  const middle = Math.SQRT1_2;
  const margin = ([f, g]: readonly number[]) =>
    Math.min(
      ...[
        [1, 0],
        [0, 1],
        [middle, middle],
      ].map(([a, b]) => (f! - a!) ** 2 + (g! - b!) ** 2),
    ) - 0.04;
  return {
    ...free,
    name: `C2-DTLZ2 ${d}`,
    goals: { ...free.goals, c: bound },
    margins: (params) => [margin(free.losses(params))],
    most: 0.382333, // by numbers
  };
}

/** The goals are the coordinates, above a wave and within a circle. @source Tanaka, Watanabe, Furukawa and Tanino 1995 */
export const tanaka: BoundedGoals = {
  name: "Tanaka",
  space: { x: float(0, Math.PI), y: float(0, Math.PI) },
  goals: { f1: "minimize", f2: "minimize", wave: bound, circle: bound },
  losses: ({ x, y }) => [x as number, y as number],
  margins(params) {
    const [x, y] = [params.x as number, params.y as number];
    const wave = 1 + 0.1 * Math.cos(16 * Math.atan2(x, y)) - x ** 2 - y ** 2;
    return [wave, (x - 0.5) ** 2 + (y - 0.5) ** 2 - 0.5];
  },
  reference: [1.1, 1.1],
  most: 0.433395, // by numbers
};
