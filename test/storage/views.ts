/** A study with all that can befall trials, and what the views of its database must say of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { branch, categorical, createStudy, float, int, openStudy, readStudy } from "tunesmith";
import { openStorage } from "tunesmith/storage";
import { expect } from "vitest";

const space = {
  model: branch({ svm: { c: float(0.1, 10) }, tree: { depth: int(1, 9), fine: categorical([true, false]) } }),
  text: categorical(["a", 'quote " and \\ and é', "n\0l", "\ud800"]),
};
const goals = { accuracy: "maximize", ms: { atMost: 50 } } as const;

/** Two studies: `one` has seen everything, `two` has nothing special. */
export async function eventful(url: string): Promise<void> {
  const storage = await openStorage(url);
  const study = await createStudy({
    name: "one",
    space,
    goals,
    sampler: "random",
    seed: 5,
    storage,
    leaseMs: 60_000,
  });
  await study.note(null, "key \0 \ud800", "odd");
  const other = await openStudy("one", { storage });
  await study.enqueue({ model: { is: "svm", c: 1 } });
  await study.add({
    params: { model: { is: "tree", depth: 3, fine: true }, text: "a" },
    values: { accuracy: 0.99, ms: 70 },
  });
  const value = (n: number) => ({ accuracy: 0.5 + n / 100, ms: 10 * n });
  await study.optimize(
    async (trial) => {
      await trial.report(1, 0.25);
      await trial.report(3, 1 / 3);
      if (trial.number === 4) trial.suggestInt("extra", 0, 1000);
      if (trial.number === 5) throw new Error("no luck");
      if (trial.number === 6) return { state: "pruned", why: "hopeless" };
      if (trial.number === 7 && trial.attempt === 1) return { state: "lost", why: "its machine went away" };
      if (trial.number === 8) trial.suggestCategorical("flag", ["x", "y"]);
      return value(trial.number);
    },
    { trials: 12 },
  );
  await study.invalidate(2, "wrong data");
  await study.correct(5, { accuracy: 0.625, ms: 1 });
  // A budget that others have spent: what they open beyond it is void.
  const events = ["a", "b"].map((by) => ({ type: "trial.opened", by, limit: 12 }) as const);
  await storage.append("one", events, 0);
  const held = await study.ask();
  await held.report(0, 0.125);
  await study.release(held.number, "given back");
  const taken = await other.ask();
  await study.tell(held.number, value(1), { attempt: 1 }).catch(() => {}); // too late
  await taken.report(2, 0.75);
  await other.ask(); // runs on
  await study.pause("lunch");
  await study.change({ budget: 40, sampler: "qmc" });
  const two = await createStudy({
    name: "two",
    space: { x: float(0, 1) },
    sampler: "random",
    seed: 1,
    storage,
  });
  await two.optimize(({ params }) => params.x, { trials: 3 });
  await sleep(5);
  await storage.close(); // what runs goes on running
}

/** Holds the views against the reducer. */
export async function viewsAgree(
  url: string,
  rows: (sql: string) => Promise<Record<string, unknown>[]>,
): Promise<void> {
  const storage = await openStorage(url);
  for (const name of await storage.studies()) {
    const { trials, history, best } = await readStudy(storage, name);
    const where = `where study = '${name}'`;
    const json = (x: unknown) => (typeof x === "string" ? JSON.parse(x) : x);
    const found = await rows(`select * from trials ${where} order by number`);
    const shown = (params: unknown) =>
      JSON.parse(JSON.stringify(params).replace(/\\u0000|\\ud800/g, "\ufffd"));
    const told = found.map((r) => ({
      ...{
        number: Number(r.number),
        state: r.state,
        attempt: Number(r.attempt),
        by: r.worker,
        why: r.why ?? "",
      },
      ...{ value: r.value, values: json(r.by_goal), params: shown(json(r.params)) },
      ...{
        started: +new Date(r.started_at as string),
        finished: r.finished_at && +new Date(r.finished_at as string),
      },
    }));
    expect(told).toEqual(
      trials.map((t) => ({
        ...{ number: t.number, state: t.state, attempt: t.attempt, by: t.by },
        why: t.why.replace(/^invalidated: /, ""),
        ...{ value: t.value, values: t.values, params: shown(t.params) },
        ...{ started: +t.startedAt, finished: t.finishedAt && +t.finishedAt },
      })),
    );
    const reports = await rows(`select * from reports ${where} order by trial, step`);
    expect(reports.map((r) => [Number(r.trial), Number(r.step), r.value])).toEqual(
      trials
        .flatMap((t) => t.steps.map((step, i) => [t.number, step, t.curve[i]]))
        .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
    );
    const values = await rows(`select * from "values" ${where} order by trial, goal`);
    expect(values.map((r) => [Number(r.trial), r.goal, r.value])).toEqual(
      trials.flatMap((t) =>
        Object.entries(t.values ?? {})
          .sort()
          .map(([goal, value]) => [t.number, goal, value]),
      ),
    );
    const [study] = await rows(`select * from studies ${where}`);
    const count = (state: string) => trials.filter((t) => t.state === state).length;
    expect({
      ...study,
      trials: Number(study!.trials),
      complete: Number(study!.complete),
      running: Number(study!.running),
    }).toMatchObject({
      ...{ study: name, state: history.steering.state, trials: trials.length, best: best!.value },
      ...{ complete: count("complete"), running: count("running"), sampler: history.study!.sampler.name },
    });
  }
  await storage.close();
  const params = await rows("select * from params where study = 'one' and trial = 1 order by name");
  const flat = params.map((r) => [r.name, r.name === "text" ? "" : r.value, r.number]);
  expect(flat).toEqual([
    ["model", "svm", null],
    ["model.svm.c", expect.stringMatching(/^1(\.0)?$/), 1],
    ["text", "", null],
  ]);
  const booleans = await rows(
    "select value from params where study = 'one' and trial = 0 and name = 'model.tree.fine'",
  );
  expect(booleans).toEqual([{ value: "true" }]);
}
