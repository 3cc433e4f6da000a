// Define-by-run: the objective chooses parameters as it goes, as Optuna's users know it; and a pruner ends what falls behind.
import { createStudy } from "tunesmith";

const study = await createStudy({ name: "define-by-run", space: {}, pruner: "median", seed: 1 });

await study.optimize(
  async (trial) => {
    const layers = trial.suggestInt("layers", 1, 3);
    const widths = Array.from({ length: layers }, (_, i) =>
      trial.suggestInt(`width${i}`, 4, 64, { log: true }),
    );
    const rate = trial.suggestFloat("rate", 1e-4, 1e-1, { log: true });

    const capacity = widths.reduce((sum, width) => sum + width, 0);
    let loss = 1;
    for (let epoch = 0; epoch < 10; epoch++) {
      loss = 0.9 * loss * Math.abs(Math.log10(rate) + 2.5) + Math.abs(capacity - 60) / 600;
      if ((await trial.report(epoch, loss)) === "prune") return loss;
    }
    return loss;
  },
  { trials: 60 },
);

const pruned = study.trials.filter((t) => t.state === "pruned").length;
console.log(study.best?.value, study.best?.params, `${pruned} of ${study.trials.length} were ended early`);
await study.close();
