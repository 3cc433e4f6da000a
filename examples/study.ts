// Run it with:  tunesmith run examples/study.ts
// A study in a file: a space, a budget, an objective.
// Run the line again, and it is at its end already; with --trials 80 it goes on. --json, --parallel: tunesmith run --help.
import { categorical, defineStudy, float, int } from "tunesmith";

export default defineStudy({
  name: "study",
  space: {
    x: float(-5, 10),
    y: float(0, 15),
    shift: int(0, 10),
    sign: categorical(["plus", "minus"]),
  },
  trials: 40,
  seed: 1,
  // Branin's function (its least value is 0.397887), and two parameters that make it worse.
  objective: ({ params: { x, y, shift, sign } }) => {
    const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    const wave = 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    return bend ** 2 + wave + shift + (sign === "minus" ? 5 : 0);
  },
});
