import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { verbs } from "../../src/server/verbs.ts";
import { sqlite } from "../../src/storage/index.ts";
import { makeStudy, startServer, type TestServer, token } from "./house.ts";

interface Trial {
  readonly number: number;
  readonly attempt: number;
  readonly state: string;
  readonly params: { readonly x: number };
  readonly value: number | null;
}

const post = (server: TestServer, path: string, body: object = {}, key?: string) =>
  server.json(`/api/v1/studies/iris/${path}`, { body, headers: key ? { "idempotency-key": key } : {} });

test("a study is made, asked, told and read by requests alone", async () => {
  const server = await startServer();
  await makeStudy(server, "iris", { direction: "maximize", pruner: "median" });
  const { body: asked } = await post(server, "ask", { worker: "w1" });
  expect(asked).toMatchObject({ worker: "w1", reason: null, trial: { number: 0, state: "running" } });
  expect((await post(server, "trials/0/report", { step: 1, value: 0.5 })).body).toEqual({
    advice: "continue",
    why: "",
  });
  expect((await post(server, "trials/0/tell", { value: 0.9 })).body).toMatchObject({
    state: "complete",
    value: 0.9,
  });
  const { body } = await server.json("/api/v1/studies/iris/best");
  expect(body.best).toMatchObject({ number: 0, value: 0.9 });
  expect((await post(server, "trials/0/tell", { value: 0.1 })).status).toBe(409);
  expect((await post(server, "trials/7/tell", { value: 0.1 })).status).toBe(409);
  expect((await server.ask("/api/v1/studies/iris/trials/7")).status).toBe(404);
  expect((await server.ask("/api/v1/studies/nope/best")).status).toBe(404);
});

test("a body's name that is misspelt is refused, and not left unheard", async () => {
  const server = await startServer();
  const wrong = await server.json("/api/v1/studies", {
    body: { name: "iris", space: { x: "float(0, 1)" }, directon: "maximize" },
  });
  expect(wrong.status).toBe(400);
  expect(wrong.body.detail).toMatch(/^createStudy takes no "directon"; did you mean "direction"\?/);
  const body = { name: "iris", space: { x: "float(0, 1)", y: "float(0, 1)" }, constraints: ["x + y < 1"] };
  expect((await server.json("/api/v1/studies", { body })).status).toBe(200);
  expect((await server.json("/api/v1/studies/iris")).body.constraints).toEqual(["x + y < 1"]);
  expect((await post(server, "ask", { leasMs: 5 })).body.detail).toContain('did you mean "leaseMs"?');
  expect((await post(server, "ask", { number: 5 })).status).toBe(200); // what another verb takes
});

test("a space may be told in words, as flags have it", async () => {
  const server = await startServer();
  const space = { lr: "float(1e-5, 1e-1, log)", model: "branch(svm, tree)", "model.svm.c": "float(0.1, 10)" };
  await makeStudy(server, "words", { space });
  const { body } = await server.json("/api/v1/studies/words");
  expect(body.space).toMatchObject({
    lr: { kind: "float", log: true },
    model: { cases: { svm: { c: { high: 10 } }, tree: {} } },
  });
  const { status, body: problem } = await server.json("/api/v1/studies", {
    body: { name: "x", space: { lr: "flaot(0,1)" } },
  });
  expect([status, problem.code]).toEqual([400, "space"]);
  expect(problem.detail).toContain('did you mean "float"?');
});

test("a request that is repeated under its key is done once, one after the other or at the same time", async () => {
  const server = await startServer();
  await makeStudy(server);
  const asks = await Promise.all(
    Array.from({ length: 8 }, () => post(server, "ask", { worker: "w" }, "key-1")),
  );
  expect(new Set(asks.map(({ body }) => (body.trial as unknown as Trial).number))).toEqual(new Set([0]));
  expect(((await post(server, "ask", { worker: "w" }, "key-2")).body.trial as unknown as Trial).number).toBe(
    1,
  );
  for (let i = 0; i < 3; i++) {
    expect((await post(server, "trials/0/tell", { value: 1 }, "key-3")).body).toMatchObject({ value: 1 });
    expect((await post(server, "enqueue", { params: { x: 1 } }, "key-4")).body).toEqual({ queued: 1 });
    expect(
      (await post(server, "trials", { params: { x: 1, k: "a" }, value: 4 }, "key-5")).body,
    ).toMatchObject({ number: 2 });
  }
  const { body } = await server.json("/api/v1/studies/iris/trials");
  expect(body.total).toBe(3);
});

test("a key is known to the server that comes after the one that was killed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-server-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const open = async () => startServer({ storage: await sqlite(join(folder, "s.db")) });
  const first = await open();
  await makeStudy(first);
  const before = await post(first, "ask", { worker: "w" }, "the-key");
  const second = await open();
  expect((await post(second, "ask", { worker: "w" }, "the-key")).body).toEqual(before.body);
  expect((await second.json("/api/v1/studies/iris/trials")).body.total).toBe(1);
});

test("a trial whose remote worker fell silent goes to the next one, and the late result is refused", async () => {
  const server = await startServer();
  await makeStudy(server);
  await post(server, "ask", { worker: "slow", leaseMs: 100 });
  await sleep(300);
  const { body } = await post(server, "ask", { worker: "quick", leaseMs: 60_000 });
  expect(body.trial).toMatchObject({ number: 0, attempt: 2 });
  expect((await post(server, "trials/0/tell", { value: 1, attempt: 1 })).status).toBe(409);
  expect((await post(server, "trials/0/tell", { value: 2, attempt: 2 })).body).toMatchObject({ value: 2 });
});

test("a budget is exact with many remote workers", async () => {
  const server = await startServer();
  await makeStudy(server, "iris", { sampler: "random" });
  const run = async (worker: string) => {
    for (let done = 0; ; done++) {
      const { body } = await post(server, "ask", { worker, trials: 20 });
      if (body.trial === null) return { done, reason: body.reason };
      await post(server, `trials/${(body.trial as unknown as Trial).number}/tell`, { value: done });
    }
  };
  const ended = await Promise.all(Array.from({ length: 5 }, (_, i) => run(`w${i}`)));
  expect(ended.reduce((sum, { done }) => sum + done, 0)).toBe(20);
  expect(ended.every(({ reason }) => (reason as unknown) === "spent")).toBe(true);
});

test("steering is seen by those who ask: pause, resume, budget, notes, invalidate, correct, end", async () => {
  const server = await startServer();
  await makeStudy(server);
  await post(server, "pause", { why: "lunch" });
  expect((await post(server, "ask")).body).toMatchObject({ trial: null, reason: "paused" });
  await post(server, "resume");
  expect((await post(server, "change", { budget: 2 })).status).toBe(200);
  await post(server, "ask", { worker: "w" });
  await post(server, "trials/0/tell", { value: 3 });
  expect((await post(server, "notes", { number: 0, key: "seen", value: { by: "me" } })).body).toEqual({
    notes: { seen: { by: "me" } },
  });
  expect((await post(server, "trials/0/invalidate", { why: "wrong data" })).body).toMatchObject({
    state: "failed",
  });
  expect((await post(server, "trials/0/correct", { value: 5 })).body).toMatchObject({
    state: "complete",
    value: 5,
  });
  await post(server, "ask", { worker: "w" });
  expect((await post(server, "trials/1/end")).body).toMatchObject({ state: "pruned", why: "ended by hand" });
  expect((await post(server, "ask")).body).toMatchObject({ trial: null, reason: "spent" });
  expect((await post(server, "change", {})).status).toBe(400);
  const log = await server.storage.read("iris", 0);
  expect(log.map(({ event }) => event.type)).toContain("trial.noted");
});

test("trials come in pages, sorted and filtered", async () => {
  const server = await startServer();
  await makeStudy(server);
  for (let i = 0; i < 25; i++)
    await post(server, "trials", { params: { x: i / 10, k: "a" }, value: (i * 7) % 25 });
  const page = async (query: string) => (await server.json(`/api/v1/studies/iris/trials?${query}`)).body;
  const seen: number[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { trials, next } = (await page(`limit=10&after=${after}`)) as unknown as {
      trials: Trial[];
      next: number | null;
    };
    seen.push(...trials.map((t) => t.number));
    after = next;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i));
  const best = (await page("sort=value&limit=3")) as unknown as { trials: Trial[] };
  expect(best.trials.map((t) => t.value)).toEqual([0, 1, 2]);
  expect((await page(`where=${encodeURIComponent("x > 2 and value < 10")}`)).total).toBeGreaterThan(0);
  expect((await server.ask("/api/v1/studies/iris/trials?where=value%20%3E")).status).toBe(400);
  expect((await server.ask("/api/v1/studies/iris/trials?limit=1e9")).status).toBe(400);
});

/** Reads an event stream until it has the event at `last`. */
async function readEvents(
  server: TestServer,
  last: number,
  headers: { readonly [name: string]: string } = {},
) {
  const response = await fetch(`${server.url}/api/v1/studies/iris/events`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const found: { seq: number; event: object }[] = [];
  let text = "";
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    const messages = text.split("\n\n");
    text = messages.pop()!;
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (message.includes("event: events")) found.push(...JSON.parse(data!));
    }
    if ((found.at(-1)?.seq ?? 0) >= last) break;
  }
  return found;
}

test("events come live, in order, and go on after Last-Event-ID, also when the reader slept for long", async () => {
  const server = await startServer();
  await makeStudy(server);
  const first = readEvents(server, 5);
  for (let i = 0; i < 4; i++) await post(server, "enqueue", { params: { x: i } });
  expect((await first).map((e) => e.seq)).toEqual([1, 2, 3, 4, 5]);
  const events = Array.from(
    { length: 1200 },
    () => ({ type: "trial.enqueued", params: { x: 1, k: "a" }, suggest: {} }) as const,
  );
  await server.storage.append("iris", events, 5); // by somebody else
  const later = await readEvents(server, 1205, { "last-event-id": "5" });
  expect(later.map((e) => e.seq)).toEqual(Array.from({ length: 1200 }, (_, i) => i + 6));
  expect(later).toEqual(await server.storage.read("iris", 5));
});

test("a follower is told when the study is dropped and made anew", async () => {
  const server = await startServer();
  await makeStudy(server);
  const response = await server.ask("/api/v1/studies/iris/events");
  await server.ask("/api/v1/studies/iris", { method: "DELETE" });
  await makeStudy(server);
  expect(await response.text()).toMatch(/event: reset|^retry: 1000\n\n(id: 1.*)?$/s);
});

test("two that steer at once end in the log's order, for every reader the same", async () => {
  const server = await startServer();
  await makeStudy(server);
  const deeds = Array.from({ length: 30 }, (_, i) =>
    post(server, i % 2 === 0 ? "pause" : "resume", { why: `${i}` }),
  );
  await Promise.all(deeds);
  const other = await startServer({ storage: server.storage });
  const states = await Promise.all([server, other].map((s) => post(s, "ask", { worker: "w", trials: 0 })));
  const changes = (await server.storage.read("iris", 0)).filter(
    ({ event }) => event.type === "study.changed",
  );
  const last = changes.at(-1)!.event as { change: { state: string } };
  expect(changes).toHaveLength(30);
  const want = last.change.state === "paused" ? "paused" : "spent";
  expect(states.map(({ body }) => body.reason)).toEqual([want, want]);
});

test("OpenAPI names every verb with its path, input and scope", async () => {
  const server = await startServer();
  const { body } = await server.json("/api/openapi.json");
  const document = body as unknown as {
    openapi: string;
    paths: { [path: string]: { [method: string]: { operationId: string } } };
  };
  expect(document.openapi).toBe("3.1.0");
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((one) => one.operationId),
  );
  expect(ids.sort()).toEqual(verbs.map((verb) => verb.name).sort());
  const text = JSON.stringify(document);
  expect(text).not.toMatch(/undefined|\[object/);
  const ask = document.paths["/api/v1/studies/{study}/ask"]!.post as unknown as {
    requestBody: { content: { "application/json": { schema: { properties: object; required: string[] } } } };
    parameters: { name: string; in: string; required: boolean }[];
  };
  expect(Object.keys(ask.requestBody.content["application/json"].schema.properties)).toContain("worker");
  expect(ask.parameters).toContainEqual(
    expect.objectContaining({ name: "study", in: "path", required: true }),
  );
});
