// Tuning and model selection in one search: a branch has cases, each with parameters of its own.
import { branch, createStudy, float, int } from "tunesmith";

const study = await createStudy({
  name: "conditional",
  space: {
    model: branch({
      linear: { slope: float(-3, 3) },
      wave: { height: float(0, 3), frequency: float(0.1, 3) },
      steps: { count: int(1, 12) },
    }),
  },
  seed: 1,
});

const xs = Array.from({ length: 60 }, (_, i) => i / 10);
const truth = (x: number) => 1.5 * Math.sin(1.2 * x);

await study.optimize(
  ({ params: { model } }) => {
    // The compiler knows which parameters a case has.
    const predict = (x: number) => {
      if (model.is === "linear") return model.slope * x;
      if (model.is === "wave") return model.height * Math.sin(model.frequency * x);
      return truth(Math.floor((x * model.count) / 6) * (6 / model.count));
    };
    return xs.reduce((sum, x) => sum + (predict(x) - truth(x)) ** 2, 0) / xs.length;
  },
  { trials: 60 },
);

console.log(study.best?.value, study.best?.params);
await study.close();
