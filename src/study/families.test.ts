import { describe, expect, test } from "vitest";
import type { History, Trial } from "../history/index.ts";
import { categorical, checkParams, type Domain, float, int, type Scalar } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import { createStudy } from "./create.ts";
import { Families } from "./families.ts";
import { type Family, pointOf, spaceOf, valuesOf } from "./family.ts";
import { replay } from "./replay.ts";

const domains: { readonly [name: string]: Domain } = {
  scale: float(-1, 1),
  model: categorical(["svm", "forest", null]),
  kernel: categorical(["rbf", "poly"]),
  gamma: float(1e-3, 1e3, { log: true }),
  degree: int(2, 5),
  depth: int(1, 20),
  leaves: float(0, 1),
};

/** A history of trials that had these values, in domains that go by their names. */
function historyOf(...trials: readonly { readonly [name: string]: Scalar }[]): History {
  return {
    revision: 0,
    finished: trials.map((_, number) => number),
    trials: trials.map((params, number) => ({
      ...{ number, params, state: "complete" },
      suggested: Object.fromEntries(Object.keys(params).map((name) => [name, domains[name]!])),
    })),
  } as unknown as History;
}

const rbf = { scale: 0, model: "svm", kernel: "rbf", gamma: 1 };
const poly = { scale: 1, model: "svm", kernel: "poly", gamma: 2, degree: 3 };
const forest = { scale: 0.5, model: "forest", depth: 4, leaves: 0.5 };
const familyOf = (history: History, name: string): Family => new Families().of(history, name, domains[name]!);
const names = (family: Family) => family.map(({ name }) => name);

describe("what is asked for together", () => {
  test("is a parameter alone, before any trial had it", () => {
    expect(familyOf(historyOf(forest), "gamma")).toEqual([{ name: "gamma", domain: domains.gamma }]);
  });

  test("is at first all that the one trial had", () => {
    expect(names(familyOf(historyOf(rbf), "gamma"))).toEqual(["scale", "model", "kernel", "gamma"]);
  });

  test("is later the whole tree: what comes with a choice hangs under it, in turn with what hangs there", () => {
    const family = familyOf(historyOf(rbf, poly, forest, { scale: 0, model: null }), "degree");
    expect(names(family)).toEqual(["scale", "model"]);
    const [svm, trees, none] = family[1]!.cases!;
    expect([names(svm!), names(trees!), names(none!)]).toEqual([
      ["kernel", "gamma"],
      ["depth", "leaves"],
      [],
    ]);
    expect(names(svm![0]!.cases![1]!)).toEqual(["degree"]);
  });

  test("is a group of its own where no single choice brings it along", () => {
    const wide = { ...forest, degree: 2 }; // so that the degree does not come with one kernel, or one model
    const family = familyOf(historyOf(rbf, poly, forest, wide), "degree");
    expect(family).toEqual([{ name: "degree", domain: domains.degree }]);
  });

  test("learns nothing from a trial that ended half-way", () => {
    const history = historyOf(poly, { scale: 0 });
    (history.trials[1] as { state: string }).state = "failed";
    expect(names(familyOf(history, "scale"))).toHaveLength(5);
  });
});

test("a trial is a point of the space of its family, and reads back", () => {
  const history = historyOf(rbf, poly, forest, { scale: 0, model: null });
  const family = familyOf(history, "scale");
  for (const trial of history.trials) {
    const point = checkParams(spaceOf(family), pointOf(family, trial as Trial));
    const values = [...valuesOf(family, point)].map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(values)).toEqual(trial.params);
  }
  const other = historyOf({ scale: 0, model: "svm" }).trials[0] as Trial; // without what comes with it
  expect(pointOf(family, other)).toBeNull();
});

describe("in a study", () => {
  const tuned = async (sampler: string, trials: number, parallel: number) => {
    const storage = memory();
    const study = await createStudy({ name: "s", space: {}, sampler, seed: 3, storage });
    await study.optimize(
      async (t) => {
        const common = (t.suggestFloat("scale", -1, 1) - 0.4) ** 2;
        const model = t.suggestCategorical("model", ["svm", "forest"]);
        await null; // others come between
        if (model === "forest") return 0.3 + common + ((t.suggestInt("depth", 1, 20) - 7) / 10) ** 2;
        const c = t.suggestFloat("c", 1e-3, 1e3, { log: true });
        return common + ((Math.log10(c) - 1) / 3) ** 2 + (t.suggestInt("degree", 1, 5) - 2) ** 2 / 10;
      },
      { trials, parallel },
    );
    return { study, storage };
  };

  test("four parameters and a choice are searched as a whole: one in a thousand points is as good", async () => {
    const { study } = await tuned("gp", 40, 1);
    expect(study.best!.value).toBeLessThan(0.002);
    expect(study.best!.params).toMatchObject({ model: "svm", degree: 2 });
  });

  test.each(["gp", "tpe", "random"])(
    "%s, four at a time: every value is recomputed from the log",
    async (sampler) => {
      const { storage } = await tuned(sampler, 24, 4);
      const { different, checked } = await replay(storage, "s");
      expect(different).toEqual([]);
      expect(checked).toBeGreaterThanOrEqual(24 * 3);
    },
  );

  test("a sampler that cannot is named, with others that can", async () => {
    const { study } = await tuned("qmc", 1, 1);
    expect(study.trials[0]).toMatchObject({ state: "failed" });
    expect(study.trials[0]!.why).toMatch(/sampler "qmc" cannot take define-by-run parameters.*use .*gp/);
  });
});
