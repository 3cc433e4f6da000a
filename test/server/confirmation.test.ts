import { expect, test } from "vitest";
import { openStudy } from "../../src/index.ts";
import { stream } from "../../src/math/rng.ts";
import { makeStudy, startServer } from "./house.ts";

const at = "/api/v1/studies/iris";

/** A result that its seed decides, too, at each point in another way. */
const noisy = (x: number, seed: number) => (x - 1) ** 2 + 3 * stream(seed, `at ${x}`, 0)();

interface Shown {
  readonly due: readonly { readonly number: number; readonly seed: number; readonly params: { x: number } }[];
}

test("a worker that speaks HTTP alone confirms the winner as the library does, evaluation by evaluation", async () => {
  const server = await startServer();
  await makeStudy(server, "iris", { sampler: "random" });
  const study = await openStudy("iris", { storage: server.storage });
  await study.optimize(({ params, seed }) => noisy(Number(params.x), seed), { trials: 15 });
  await server.json(`${at}/copy`, { body: { as: "twin" } });
  const twin = await openStudy("twin", { storage: server.storage });
  const wanted = await twin.confirm(({ params, seed }) => noisy(Number(params.x), seed), {
    top: 4,
    rounds: 6,
    simpler: ["x"],
  });
  const query = `top=4&rounds=6&simpler=${encodeURIComponent('["x"]')}`;
  const shown = async () =>
    (await server.json(`${at}/confirmation?${query}`)).body as unknown as Shown & { winner: number };
  const { worker } = server.tokens;
  let evaluations = 0;
  for (let { due } = await shown(); due.length > 0; { due } = await shown()) {
    for (const { number, seed, params } of due) {
      const body = { seed, value: noisy(params.x, seed), worker: "afar" };
      const told = await server.json(`${at}/trials/${number}/repeat`, { body, token: worker });
      expect(told.status).toBe(200);
      evaluations += 1;
    }
  }
  const { due, ...found } = await shown();
  expect(evaluations).toBeGreaterThan(12); // more than three rounds of four
  expect(found).toEqual(wanted);
  expect(due).toEqual([]);
  await study.close();
  await twin.close();
});

test("a repetition counts once a seed, and only of a trial that is complete", async () => {
  const server = await startServer();
  await makeStudy(server, "iris", { sampler: "random" });
  const repeat = (number: number, body: object) => server.json(`${at}/trials/${number}/repeat`, { body });
  await server.json(`${at}/ask`, { body: { worker: "w" } });
  const early = await repeat(0, { seed: 1, value: 1 });
  expect([early.status, early.body.detail]).toEqual([
    409,
    "trial 0 is running; only a complete one is repeated.",
  ]);
  await server.json(`${at}/trials/0/tell`, { body: { value: 3 } });
  await repeat(0, { seed: 1, value: 1 });
  await repeat(0, { seed: 1, value: 2 });
  const { body } = await repeat(0, { seed: 2, state: "failed", why: "out of luck" });
  expect(body).toMatchObject({
    value: 3,
    repeats: [
      { seed: 1, outcome: { state: "complete", values: { value: 1 } } },
      { seed: 2, outcome: { state: "failed", why: "out of luck" } },
    ],
  });
  expect((await repeat(0, { seed: 3 })).status).toBe(400);
  expect((await repeat(1, { seed: 3, value: 1 })).status).toBe(404);
  const { viewer } = server.tokens;
  const refused = await server.json(`${at}/trials/0/repeat`, { body: { seed: 4, value: 1 }, token: viewer });
  expect(refused.status).toBe(403);
});
