/** Analyses in a thread of their own: of the built package, since threads start from files. */
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "tunesmith/server";
import { expect, onTestFinished, test } from "vitest";
import { float } from "../../src/space/index.ts";
import { memory, type Storage } from "../../src/storage/index.ts";
import { startServer, token } from "./house.ts";

/** A study of eight parameters, over the API of a server. */
async function fill(storage: Storage, trials: number, study = "wide"): Promise<void> {
  const names = Array.from({ length: 8 }, (_, j) => `x${j}`);
  const params = (i: number) =>
    Object.fromEntries(names.map((name, j) => [name, (i * Math.SQRT2 * (j + 1)) % 1]));
  const spec = { name: "random", options: {} };
  await storage.append(
    study,
    [
      {
        type: "study.created",
        space: Object.fromEntries(names.map((name) => [name, float(0, 1)])),
        ...{ goals: { value: "minimize" }, seed: 1, sampler: spec, pruner: { name: "none", options: {} } },
      },
      ...Array.from({ length: trials }, (_, i) => ({
        ...({ type: "trial.added", by: "w", params: params(i), memo: null } as const),
        outcome: { state: "complete", values: { value: params(i).x0! ** 2 + params(i).x1! / 3 } } as const,
      })),
    ],
    0,
  );
}

/** The built server, whose analyses run in a thread. */
async function built(storage: Storage) {
  const server = await serve({ storage, port: 0, token });
  onTestFinished(() => server.close());
  const ask = (path: string) =>
    fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { server, ask };
}

test("a thread answers as the server itself does, also where it refuses", async () => {
  const storage = memory();
  await fill(storage, 60);
  const here = await startServer({ storage });
  const { ask } = await built(storage);
  const paths = [
    ...["summary", "health", "importance", "forecast", "selection", "plots/slice?width=500"],
    ...["plots/flower", "importance?goal=nothing"],
  ];
  for (const path of paths) {
    const [one, other] = [await ask(`/studies/wide/${path}`), await here.ask(`/api/v1/studies/wide/${path}`)];
    expect([path, one.status, await one.text()]).toEqual([path, other.status, await other.text()]);
  }
  const svg = await (await ask("/studies/wide/plots/edf?as=svg")).text(); // its ids count the pictures of a process
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
  // What was answered for an older log is not answered again.
  await storage.append(
    "wide",
    [
      {
        type: "trial.added",
        by: "w",
        params: { x0: 0.5 },
        memo: null,
        outcome: { state: "failed", why: "gone" },
      },
    ],
    0,
  );
  const { answers } = (await (await ask("/studies/wide/summary")).json()) as { answers: { short: string }[] };
  expect(answers[3]!.short).toBe("1 of 61 trials");
});

test("a study that the thread has forgotten for others is told it again, and several at once are compared", async () => {
  const storage = memory();
  const names = ["a", "b", "c", "d", "e", "f"];
  for (const [i, name] of names.entries()) await fill(storage, 20 + i, name);
  const here = await startServer({ storage });
  const { ask } = await built(storage);
  const paths = names.map((name) => `/studies/${name}/summary`);
  for (const path of [...paths, ...paths, `/compare?studies=${encodeURIComponent(JSON.stringify(names))}`]) {
    const [one, other] = [await ask(path), await here.ask(`/api/v1${path}`)];
    expect([path, one.status, await one.text()]).toEqual([path, 200, await other.text()]);
  }
});

test("workers are served while a long analysis is under way", async () => {
  const storage = memory();
  const { ask } = await built(storage);
  // Of another study where a busy machine let only the analysis run, and not those who ask.
  for (let [study, served] = [0, 0]; served <= 20; study++) {
    expect(study).toBeLessThan(10);
    await fill(storage, 100, `wide ${study}`);
    let isOver = false;
    const report = ask(`/studies/${encodeURIComponent(`wide ${study}`)}/report`).finally(() => {
      isOver = true;
    });
    served = 0;
    while (!isOver) {
      expect((await ask("/session")).status).toBe(200);
      served += 1;
      await sleep(5); // a worker now and then, not all that the machine can do
    }
    expect((await report).status).toBe(200);
  }
});

test("who waits for an analysis is told when the server ends", async () => {
  const storage = memory();
  await fill(storage, 300);
  const { server, ask } = await built(storage);
  const report = ask("/studies/wide/report").then(
    ({ status }) => status,
    () => "cut off",
  );
  await ask("/session");
  await server.close();
  expect([503, "cut off"]).toContain(await report);
});
