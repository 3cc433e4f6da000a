import type { StudyEvent } from "../../../src/history/index.ts";
import { branch, categorical, createStudy, float, int } from "../../../src/index.ts";
import type { Storage } from "../../../src/storage/index.ts";

/** Studies that have something to show: curves, pruned and failed trials, branches, two goals. */
export async function fill(storage: Storage): Promise<void> {
  await lenet(storage);
  await choice(storage);
  await twoGoals(storage);
}

/** A study that the page does not take in: 21,000 trials, some of them pruned or failed. */
export async function fillLarge(storage: Storage): Promise<void> {
  const space = {
    lr: float(1e-5, 1e-1, { log: true }),
    layers: int(1, 8),
    opt: categorical(["sgd", "adam", "rmsprop"]),
    dropout: float(0, 0.6),
  };
  const part = (name: string) => ({ name, options: {} });
  const events: StudyEvent[] = [
    {
      ...{ type: "study.created", space, goals: { accuracy: "maximize" }, seed: 1 },
      ...{ sampler: part("random"), pruner: part("none") },
    } as StudyEvent,
  ];
  const fraction = (number: number, prime: number) => (number * Math.sqrt(prime)) % 1;
  for (let number = 0; number < 21_000; number++) {
    const [a, b, c, d] = [2, 3, 5, 7].map((prime) => fraction(number, prime)) as [
      number,
      number,
      number,
      number,
    ];
    const params = {
      lr: 10 ** (-5 + 4 * a),
      layers: 1 + Math.floor(8 * b),
      opt: ["sgd", "adam", "rmsprop"][Math.floor(3 * c)]!,
      dropout: 0.6 * d,
    };
    const accuracy = 0.98 - 0.4 * (a - 0.6) ** 2 - 0.1 * (b - 0.5) ** 2 - 0.2 * (d - 0.3) ** 2 - 0.03 * c;
    const outcome: object =
      number % 50 === 7
        ? { state: "failed", why: "out of memory: tried to allocate 2.4 GiB" }
        : number % 9 === 4
          ? { state: "pruned", why: "worse than the median" }
          : { state: "complete", values: { accuracy } };
    events.push(
      { type: "trial.opened", by: "w", limit: null },
      {
        type: "trial.asked",
        number,
        by: "w",
        params,
        memo: { why: "drawn at random" },
        seen: 1,
        strict: false,
      },
      { type: "trial.finished", number, attempt: 1, outcome } as StudyEvent,
    );
  }
  await storage.append("large", events, 0);
}

async function lenet(storage: Storage): Promise<void> {
  const study = await createStudy({
    name: "lenet",
    storage,
    space: {
      lr: float(1e-5, 1e-1, { log: true }),
      layers: int(1, 8),
      opt: categorical(["sgd", "adam", "rmsprop"]),
      dropout: float(0, 0.6),
    },
    goals: { accuracy: "maximize" },
    sampler: "tpe",
    pruner: "median",
    seed: 3,
  });
  await study.change({ budget: 150 });
  await study.optimize(
    async (trial) => {
      const { lr, layers, opt, dropout } = trial.params;
      if (opt === "rmsprop" && lr > 0.02) throw new Error("out of memory: tried to allocate 2.4 GiB");
      const far = 0.05 * (Math.log10(lr) + 2.6) ** 2 + 0.006 * (layers - 4) ** 2 + 0.4 * (dropout - 0.2) ** 2;
      const best = 0.98 - far - (opt === "sgd" ? 0.03 : 0);
      for (let epoch = 1; epoch <= 12; epoch++) {
        const value = best * (1 - Math.exp(-epoch / 3)) + 0.004 * Math.sin(7 * epoch + trial.number);
        if ((await trial.report(epoch, value)) === "prune") break;
      }
      return best + 0.003 * Math.sin(13 * trial.number);
    },
    { trials: 120, parallel: 3 },
  );
  await study.note(null, "owner", "vision team");
  await study.close();
}

async function choice(storage: Storage): Promise<void> {
  const study = await createStudy({
    name: "choice",
    storage,
    space: {
      model: branch({
        svm: { c: float(0.01, 100, { log: true }), kernel: categorical(["rbf", "linear"]) },
        forest: { trees: int(10, 500, { log: true }) },
      }),
    },
    sampler: "random",
    seed: 1,
  });
  await study.optimize(
    ({ params: { model } }) =>
      model.is === "svm"
        ? 0.1 + 0.02 * Math.abs(Math.log10(model.c) - 1) + (model.kernel === "rbf" ? 0 : 0.03)
        : 0.14 - 0.0001 * Math.sqrt(model.trees),
    { trials: 40 },
  );
  await study.close();
}

async function twoGoals(storage: Storage): Promise<void> {
  const study = await createStudy({
    name: "accuracy and latency",
    storage,
    space: { width: int(8, 512, { log: true }), depth: int(1, 12) },
    goals: { error: "minimize", latency: "minimize" },
    sampler: "random",
    seed: 2,
  });
  await study.optimize(
    ({ params: { width, depth } }) => ({
      error: 1 / (1 + Math.log(width) * Math.sqrt(depth)),
      latency: (width * depth) / 10,
    }),
    { trials: 50 },
  );
  await study.close();
}
