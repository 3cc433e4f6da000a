import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStudy } from "../../src/index.ts";
import { makeStudy, startServer } from "./house.ts";

const at = "/api/v1/studies/iris";

test("a region is forbidden to a living study: no sampler goes there any more, and replay agrees", async () => {
  const server = await startServer();
  await makeStudy(server, "iris", { sampler: "random" });
  const study = await openStudy("iris", { storage: server.storage });
  await study.optimize(({ params }) => Number(params.x), { trials: 12 });
  expect(study.trials.some(({ params }) => Number(params.x) > -4)).toBe(true);
  const bad = await server.json(`${at}/forbid`, { body: { condition: "z > 1" } });
  expect(bad.status).toBe(400);
  expect(JSON.stringify(bad.body)).toContain("which is no parameter");
  const forbidden = await server.json(`${at}/forbid`, { body: { condition: "x > -2 and x <= 5" } });
  expect(forbidden.status).toBe(200);
  await study.optimize(({ params }) => Number(params.x), { trials: 40 });
  for (const { params } of study.trials.slice(12)) expect(params.x).toBeLessThanOrEqual(-2);
  expect((await server.json(at)).body).toMatchObject({ constraints: ["not (x > -2 and x <= 5)"] });
  expect((await server.json(`${at}/replay`, { body: {} })).body).toMatchObject({
    isExact: true,
    checked: 40,
  });
  await study.close();
});

test("a study is exported, imported under another name, copied and renamed over the API", async () => {
  const server = await startServer();
  await makeStudy(server);
  await server.json(`${at}/notes`, { body: { key: "owner", value: "me" } });
  const lines = await (await server.ask(`${at}/export`)).text();
  const posted = (path: string, body: string) =>
    server.json(path, { method: "POST", body, headers: { "content-type": "x/y" } });
  expect((await posted("/api/v1/import?as=again", lines)).body).toMatchObject({
    studies: [{ study: "again", events: 2, added: 2 }],
    tornAt: null,
  });
  expect((await server.json("/api/v1/studies/again/notes")).body).toEqual({ notes: { owner: "me" } });
  const worse = lines.replace('"minimize"', '"sideways"');
  expect((await posted("/api/v1/import?as=third", worse)).status).toBe(400);
  expect((await server.json(`${at}/copy`, { body: { as: "copy" } })).body).toMatchObject({
    study: "copy",
    events: 2,
  });
  expect((await server.json(`${at}/rename`, { body: { to: "new" } })).body).toEqual({
    study: "new",
    was: "iris",
  });
  expect([...(await server.storage.studies())].sort()).toEqual(["again", "copy", "new"]);
});

test("what a command prints is read on from where one was; links and other folders are not followed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-logs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const server = await startServer({ trialFolder: folder });
  await makeStudy(server);
  for (let i = 0; i < 2; i++) await server.ask(`${at}/ask`, { body: { worker: `w${i}` } });
  mkdirSync(join(folder, "iris/0000"), { recursive: true });
  writeFileSync(
    join(folder, "iris/0000/stdout.log"),
    Buffer.concat([Buffer.from("epoch 1\n"), Buffer.from("é").subarray(0, 1)]),
  );
  for (const scope of ["viewer", "worker"] as const) {
    const refused = await server.json(`${at}/trials/0/log`, { token: server.tokens[scope] });
    expect(refused).toMatchObject({ status: 403, body: { code: "scope" } });
  }
  const first = await server.json(`${at}/trials/0/log`);
  expect(first.body).toEqual({ text: "epoch 1\n", next: 8 });
  writeFileSync(join(folder, "iris/0000/stdout.log"), "epoch 1\né\n");
  expect((await server.json(`${at}/trials/0/log?from=8`)).body).toEqual({ text: "é\n", next: 11 });
  writeFileSync(join(folder, "secret"), "secret");
  mkdirSync(join(folder, "iris/0001"));
  symlinkSync(join(folder, "secret"), join(folder, "iris/0001/stdout.log"));
  expect((await server.json(`${at}/trials/1/log`)).body).toEqual({ text: "", next: null });
  expect((await server.ask(`${at}/trials/7/log`)).status).toBe(404);
});
