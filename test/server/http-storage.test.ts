import { afterAll, expect, test } from "vitest";
import { createStudy, float, openStudy } from "../../src/index.ts";
import { serve } from "../../src/server/index.ts";
import { http, memory, openStorage } from "../../src/storage/index.ts";
import { storageContract } from "../../src/testing/index.ts";
import { makeStudy, startServer, token } from "./house.ts";

/** The contract opens a storage a test; the one behind it is a new one each time. */
const behind: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(behind.map((server) => server.close())));
storageContract({
  name: "http",
  async make() {
    const server = await serve({ storage: memory(), port: 0, token, perSecond: 1e6 });
    const storage = await http(server.url, { token });
    behind.push(server);
    return storage;
  },
  reopen: (storage) => http(storage.url, { token }),
});

test("a study runs over http as it does beside its storage: the same seed gives the same points", async () => {
  const server = await startServer();
  const search = async (storage: string | ReturnType<typeof memory>) => {
    const study = await createStudy({ name: "s", space: { x: float(0, 1) }, seed: 3, storage });
    await study.optimize(({ params }) => (params.x - 0.3) ** 2, { trials: 12 });
    const points = study.trials.map((t) => t.params.x);
    await study.close();
    return points;
  };
  const far = await search(server.url.replace("//", `//${token}@`));
  expect(far).toEqual(await search(memory()));
});

test("a worker's token runs trials and neither makes nor drops a study; a viewer's only reads", async () => {
  const server = await startServer();
  await makeStudy(server);
  const worker = await http(server.url, { token: server.tokens.worker });
  const study = await openStudy("iris", { storage: worker });
  await study.optimize(({ params }) => Number(params.x), { trials: 3 });
  await study.close();
  expect(study.trials).toHaveLength(3);
  await expect(worker.drop("iris")).rejects.toMatchObject({ message: expect.stringContaining("scope") });
  await expect(
    createStudy({ name: "other", space: { x: float(0, 1) }, storage: worker }),
  ).rejects.toMatchObject({ message: expect.stringContaining("study.created") });
  const viewer = await http(server.url, { token: server.tokens.viewer });
  expect(await viewer.studies()).toEqual(["iris"]);
  const opened = { type: "trial.opened", by: "w", limit: null } as const;
  await expect(viewer.append("iris", [opened], 0)).rejects.toMatchObject({ code: "storage" });
  await worker.close();
  await viewer.close();
});

test("a server that is not there, or does not know the token, is said so at once and without the token", async () => {
  const server = await startServer();
  const wrong = await http(server.url, { token: "no-such-token-at-all" }).catch((e) => e);
  expect(wrong).toMatchObject({ code: "storage", message: expect.stringContaining("TUNESMITH_TOKEN") });
  await server.close();
  const away = await openStorage(server.url.replace("//", `//${token}@`)).catch((e) => e);
  expect(away).toMatchObject({ code: "storage", message: expect.stringContaining("is away") });
  expect(`${wrong.message} ${away.message}`).not.toContain(token);
});

test("an event that no log could bear is refused before it enters one", async () => {
  const server = await startServer();
  await makeStudy(server);
  const bad: readonly unknown[] = [
    null,
    {},
    { type: "trial.reported", number: 0, attempt: 1, steps: null, values: [1] },
    { type: "trial.finished", number: 0, attempt: 1, outcome: { state: "complete", values: { value: "x" } } },
    { type: "trial.asked", number: 0, by: "w", params: { x: 99, k: "a" }, memo: 1, seen: 0, strict: false },
    { type: "trial.opened", by: 7, limit: null },
    { type: "nonsense" },
  ];
  for (const event of bad) {
    const body = { study: "iris", events: [event], after: 0 };
    expect((await server.ask("/api/v1/storage/append", { body })).status, JSON.stringify(event)).toBe(400);
  }
  const text =
    '{"study":"iris","after":0,"events":[{"type":"trial.reported","number":0,"attempt":1,"steps":[0],"values":[1e999]}]}';
  expect((await server.ask("/api/v1/storage/append", { body: text })).status).toBe(400);
  expect(await server.storage.read("iris", 0)).toHaveLength(1);
});
