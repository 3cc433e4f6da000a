import { expect, test } from "vitest";
import type { StudyEvent } from "../../src/history/index.ts";
import { float } from "../../src/index.ts";
import { memory, type Storage } from "../../src/storage/index.ts";
import { readStudy } from "../../src/study/index.ts";
import { startServer } from "./house.ts";

const trials = 20_400;

/** A study that is beyond the size from which the server keeps columns. */
async function fill(storage: Storage): Promise<void> {
  const spec = { name: "random", options: {} };
  const events: StudyEvent[] = [
    {
      type: "study.created",
      space: { x: float(0, 1), y: float(1, 9) },
      goals: { value: "minimize" },
      seed: 1,
      sampler: spec,
      pruner: { name: "none", options: {} },
    },
  ];
  for (let number = 0; number < trials; number++) {
    const params = { x: Math.abs(Math.sin(number)), y: 1 + (number % 8) };
    const outcome =
      number % 50 === 7
        ? ({ state: "failed", why: "out of memory" } as const)
        : ({ state: "complete", values: { value: (params.x - 0.3) ** 2 + params.y / 100 } } as const);
    events.push(
      { type: "trial.opened", by: "w", limit: null },
      {
        type: "trial.asked",
        number,
        by: "w",
        params,
        memo: { why: `because ${number}` },
        seen: 1,
        strict: false,
      },
      { type: "trial.reported", number, attempt: 1, steps: [1, 2], values: [number, number + 0.5] },
      { type: "trial.finished", number, attempt: 1, outcome },
    );
  }
  await storage.append("large", events, 0);
}

test("a large study is answered for from columns, and its trials are whole", async () => {
  const storage = memory();
  await fill(storage);
  const server = await startServer({ storage });
  const at = "/api/v1/studies/large";
  const whole = await readStudy(storage, "large");

  const details = (await server.json(at)).body as never as {
    isLarge: boolean;
    trials: number;
    states: object;
    best: { number: number };
    spark: number[];
  };
  expect(details).toMatchObject({ isLarge: true, trials, states: { complete: trials - 408, failed: 408 } });
  expect(details.best.number).toBe(whole.best!.number);
  expect(details.spark).toHaveLength(40);

  const read = async (column: string, from = 0) => {
    const response = await server.ask(`${at}/series?column=${column}&from=${from}`);
    expect(response.status).toBe(200);
    return response.arrayBuffer();
  };
  const values = new Float32Array(await read("goal.value"));
  expect(values.length).toBe(trials);
  expect([...values.slice(0, 9)]).toEqual(
    whole.trials.slice(0, 9).map((t) => (t.value === null ? Number.NaN : Math.fround(t.value))),
  );
  expect([...new Float32Array(await read("param.y", trials - 3))]).toEqual([6, 7, 8]);
  expect([...new Uint8Array(await read("state", 5)).slice(0, 4)]).toEqual([0, 0, 2, 0]);
  expect((await server.ask(`${at}/series?column=nothing`)).status).toBe(404);

  const trial = (await server.json(`${at}/trials/777`)).body;
  expect(trial).toEqual(JSON.parse(JSON.stringify(whole.trials[777])));

  const listed = async (words: string) =>
    (await server.json(`${at}/trials?${words}`)).body as never as {
      total: number;
      next: number | null;
      trials: { number: number }[];
    };
  const numbersOf = ({ trials }: { trials: { number: number }[] }) => trials.map(({ number }) => number);
  const byValue = [...whole.trials].sort(
    (a, b) => (a.value ?? Infinity) - (b.value ?? Infinity) || a.number - b.number,
  );
  const far = await listed("sort=value&after=15000&limit=30");
  expect(far).toMatchObject({ total: trials, next: 15_030 });
  expect(numbersOf(far)).toEqual(byValue.slice(15_000, 15_030).map(({ number }) => number));
  const last = await listed("sort=value&after=20390&limit=30");
  expect(last.next).toBeNull();
  expect(numbersOf(last)).toEqual(byValue.slice(20_390).map(({ number }) => number));
  const some = await listed(`sort=value&limit=5&where=${encodeURIComponent("x > 0.5 and y == 3")}`);
  const passing = byValue.filter(({ params }) => (params.x as number) > 0.5 && params.y === 3);
  expect(some.total).toBe(passing.length);
  expect(numbersOf(some)).toEqual(passing.slice(0, 5).map(({ number }) => number));
  const failed = await listed("state=failed&sort=newest&limit=2");
  expect(failed).toMatchObject({ total: 408, next: 2 });
  expect(numbersOf(failed)).toEqual([20_357, 20_307]);

  const { note } = (await server.json(`${at}/importance`)).body as never as { note: string };
  expect(note).toContain(`of ${trials} ended trials`);

  const plot = (await server.json(`${at}/plots/slice?width=600`)).body as never as {
    option: { series: unknown[] };
  };
  expect(plot.option.series.length).toBeGreaterThan(1);
  expect((await server.ask(`${at}/plots/flower`)).status).toBe(400);

  // Who asks for a trial wants samplers that have seen all there is.
  const asked = await server.json(`${at}/ask`, { body: { worker: "w2" } });
  expect(asked.body).toMatchObject({ trial: { number: trials } });
  await server.json(`${at}/trials/${trials}/tell`, { body: { value: -1, worker: "w2" } });
  expect((await server.json(at)).body).toMatchObject({ best: { number: trials }, sinceBest: 0 });

  // What had ended is changed: all is counted again.
  await server.json(`${at}/trials/${trials}/invalidate`, { body: { why: "a joke" } });
  expect((await server.json(at)).body).toMatchObject({
    best: { number: details.best.number },
    states: { complete: trials - 408, failed: 409 },
  });
});
