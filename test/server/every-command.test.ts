import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { verbs } from "../../src/server/verbs.ts";
import { openStorage } from "../../src/storage/index.ts";
import { makeStudy, startServer } from "./house.ts";

/** What stands for a command over HTTP, where its name is another. */
const otherwise: { readonly [command: string]: readonly string[] } = {
  show: ["trial", "trialLog"],
  confirm: ["confirmation", "repeat"],
  samplers: ["parts"],
  pruners: ["parts"],
  report: ["reportFile", "summary", "report"],
  space: ["changeSpace", "forbid"],
  archive: ["change"],
  delete: ["dropStudy"],
  storage: ["storageStatus", "storageUpgrade"],
};

/** They start programs on the machine of who calls them, or look at it; a server that did so for others would be a hole. */
const onesOwn = ["demo", "run", "automl", "predict", "init", "serve", "worker", "launch", "mcp", "doctor"];

test("every command has its verbs over HTTP, but for those that start programs where they are called", () => {
  const known = verbs.map(({ name }) => name);
  for (const command of Object.keys(commands)) {
    if (onesOwn.includes(command)) continue;
    for (const name of otherwise[command] ?? [command]) expect(known, command).toContain(name);
  }
});

test("the storage says its version over HTTP and is upgraded by an operator, and its address stays here", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-upkeep-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const storageUrl = `sqlite:${join(folder, "a.db")}`;
  const server = await startServer({ storage: await openStorage(storageUrl), storageUrl });
  await makeStudy(server);
  const status = await server.json("/api/v1/storage", { token: server.tokens.viewer });
  expect(status.body).toMatchObject({ url: storageUrl, studies: 1, version: expect.any(Number) });
  expect(status.body.version).toBe(status.body.newest);
  const { version } = status.body;
  const upgraded = await server.json("/api/v1/storage/upgrade", { body: {} });
  expect(upgraded.body).toEqual({ from: version, to: version });
  for (const token of [server.tokens.viewer, server.tokens.worker]) {
    expect((await server.ask("/api/v1/storage/upgrade", { body: {}, token })).status).toBe(403);
  }
});

test("a storage without tables says so", async () => {
  const server = await startServer();
  await makeStudy(server);
  const { body } = await server.json("/api/v1/storage");
  expect(body).toEqual({ url: "memory:", version: null, newest: null, studies: 1 });
  expect((await server.ask("/api/v1/storage/upgrade", { body: {} })).status).toBe(400);
});
