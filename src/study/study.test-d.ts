/** What the compiler must know; checked by `npm run compile`. */
import { branch, categorical, float, int } from "../space/index.ts";
import { createStudy } from "./create.ts";

const study = await createStudy({
  space: {
    lr: float(1e-5, 1e-1, { log: true }),
    opt: categorical(["sgd", "adam"]),
    model: branch({ svm: { c: float(0.1, 10) }, forest: { trees: int(10, 500) } }),
  },
});

await study.optimize(
  ({ params }) => (params.model.is === "svm" ? params.model.c : params.model.trees) * params.lr,
  { trials: 1 },
);
// @ts-expect-error a name that the space does not have
await study.optimize(({ params }) => params.learningRate, { trials: 1 });
// @ts-expect-error trees is there only when model.is is "forest"
await study.optimize(({ params }) => params.model.trees, { trials: 1 });
// @ts-expect-error a value that the list does not have
await study.optimize(({ params }) => (params.opt === "adagrad" ? 0 : 1), { trials: 1 });
// @ts-expect-error an objective gives a number, or numbers by goal
await study.optimize(() => "0.5", { trials: 1 });

const opt: "sgd" | "adam" | undefined = study.best?.params.opt;
const trial = await study.ask();
const chosen: 1 | 2 = trial.suggestCategorical("layers", [1, 2]);

export { chosen, opt };
