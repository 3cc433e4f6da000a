/** R24, R25: values and names that are hard to keep. R26: cuts at every trial. */
import { join } from "node:path";
import { createStudy, float, int, isTunesmithError } from "tunesmith";
import { memory, openStorage } from "tunesmith/storage";
import { samplerKinds } from "../../src/samplers/index.ts";
import type { Outcome, Row } from "./row.ts";

export const hardValues: Row = {
  id: "R24",
  fault: "values that are no plain number",
  async run({ folder }): Promise<Outcome> {
    const breaches: string[] = [];
    const storage = `sqlite:${join(folder, "values.db")}`;
    const study = await createStudy({
      name: "s",
      space: { x: float(0, 1) },
      sampler: "random",
      seed: 1,
      storage,
    });
    const kept = [Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 0.1 + 0.2, 2 ** 53 + 2];
    const failed = [Number.NaN, Infinity, -Infinity];
    const refused = [undefined, null, "0.5", 10n ** 400n, {}, { value: "1" }, [1], Symbol("x"), true];
    const values: unknown[] = [...kept, -0, ...failed, ...refused];
    let i = 0;
    await study.optimize(() => values[i++] as number, { trials: values.length });
    const trials = study.trials;
    kept.forEach((value, k) => {
      if (!Object.is(trials[k]!.value, value)) breaches.push(`${value} was kept as ${trials[k]!.value}`);
    });
    if (!Object.is(trials[kept.length]!.value, 0)) breaches.push("-0 was not kept as 0");
    for (const [k, value] of [...failed, ...refused].entries()) {
      const trial = trials[kept.length + 1 + k]!;
      if (trial.state !== "failed" || trial.why === "")
        breaches.push(`${String(value)} made a ${trial.state} trial`);
    }
    if (!Number.isFinite(study.best!.value)) breaches.push(`best is ${study.best!.value}`);
    const log = await study.storage.read("s", 0);
    if (
      /NaN|Infinity/.test(
        log
          .map((l) => JSON.stringify(l.event))
          .filter((t) => t.includes('"complete"'))
          .join(),
      )
    )
      breaches.push("a value that is no number is in the log");
    await study.close();
    return { did: `${values.length} values: kept to the bit, or failed with a reason`, breaches };
  },
};

export const hardNames: Row = {
  id: "R25",
  fault: "names and notes of any text",
  async run({ folder, postgres }): Promise<Outcome> {
    const breaches: string[] = [];
    const server = await postgres();
    const urls = [`sqlite:${join(folder, "names.db")}`, ...(server ? [server.database("names")] : [])];
    const names = [
      "é\u{1f40d}",
      "\u202eabc",
      "__proto__",
      "../x",
      "x".repeat(600),
      "a".repeat(100_000),
      "'; drop table study; --",
      "",
      "a\0b",
      "\ud800",
    ];
    const answers: string[][] = [];
    for (const url of urls) {
      const storage = await openStorage(url);
      const said: string[] = [];
      for (const name of names) {
        const options = { name, space: { x: float(0, 1) }, sampler: "random", seed: 1, storage } as const;
        try {
          const study = await createStudy(options);
          await study.note(null, "key \0 \ud800 \u{1f40d}", names);
          await study.refresh();
          said.push(JSON.stringify(study.history.notes));
        } catch (error) {
          said.push(
            isTunesmithError(error) && ["name", "option"].includes(error.code) ? "refused" : `raw: ${error}`,
          );
        }
      }
      await storage.close();
      answers.push(said);
    }
    const raw = answers.flat().filter((text) => text.startsWith("raw"));
    if (raw.length > 0) breaches.push(raw.join(" | "));
    if (new Set(answers.map((said) => said.join())).size !== 1) breaches.push("storages answer differently");
    return { did: `${names.length} names in ${urls.length} storages: the same answers`, breaches };
  },
};

export const cuts: Row = {
  id: "R26",
  fault: "cut at every trial, with every sampler",
  async run({ size }): Promise<Outcome> {
    const breaches: string[] = [];
    const total = size === "long" ? 30 : 16;
    const space = { x: float(-1, 1), k: int(0, 5) };
    const objective = ({ params }: { params: { x: number; k: number } }) => params.x ** 2 + params.k;
    const names = samplerKinds().map((kind) => kind.kind);
    for (const sampler of names) {
      const make = async () => createStudy({ name: "s", space, sampler, seed: 5, storage: memory() });
      const whole = await make();
      await whole.optimize(objective, { trials: total });
      const said = whole.trials.map((t) => JSON.stringify([t.params, t.value]));
      // One study is cut after each of its trials; others are cut once, at k.
      const storage = memory();
      for (let k = 1; k <= total; k++) {
        const part = await createStudy({ name: "s", space, sampler, seed: 5, storage, ifExists: "resume" });
        await part.optimize(objective, { trials: k });
        await part.close();
        const parts = part.trials.map((t) => JSON.stringify([t.params, t.value]));
        if (parts.join() !== said.slice(0, k).join()) {
          breaches.push(`${sampler}, cut after each trial: differs at ${k}`);
          break;
        }
      }
      const points = new Set(said);
      if (points.size !== said.length && sampler !== "grid") breaches.push(`${sampler}: a point came twice`);
    }
    return {
      did: `${names.join(", ")}: ${total} trials, cut after each, are the ${total} uninterrupted ones`,
      breaches,
    };
  },
};
