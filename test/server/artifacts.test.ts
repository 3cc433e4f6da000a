import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeStudy, startServer, type TestServer } from "./house.ts";

async function withFolder(artifactBytes = 1_000_000) {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-artifacts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const server = await startServer({ artifacts: folder, artifactBytes });
  await makeStudy(server);
  await server.ask("/api/v1/studies/iris/ask", { body: { worker: "w" } });
  return { folder, server };
}

const at = "/api/v1/studies/iris/artifacts";
const save = (server: TestServer, query: string, body: string, token?: string) =>
  server.json(`${at}?${query}`, {
    method: "POST",
    body,
    headers: { "content-type": "x/y" },
    ...(token ? { token } : {}),
  });

test("a file of a trial is kept under an id, listed, given back byte for byte, and goes with its study", async () => {
  const { folder, server } = await withFolder();
  const name = '../../etc/päss"wd<script>.png';
  const { body: kept } = await save(
    server,
    `number=0&name=${encodeURIComponent(name)}`,
    "picture \u{1f40d}",
    server.tokens.worker,
  );
  expect(kept).toMatchObject({ name, bytes: 12, id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const { body } = await server.json(at);
  expect(body.artifacts).toEqual([{ ...kept, number: 0 }]);
  const got = await server.ask(`${at}/${kept.id}`);
  expect(await got.text()).toBe("picture \u{1f40d}");
  expect(got.headers.get("content-type")).toBe("application/octet-stream");
  expect(got.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''[\w%.'-]+$/);
  expect(readdirSync(folder)).toEqual([kept.id]);
  await server.ask("/api/v1/studies/iris", { method: "DELETE" });
  expect(readdirSync(folder)).toEqual([]);
});

test("a file over the limit leaves nothing behind, and one can be removed", async () => {
  const { folder, server } = await withFolder(1000);
  expect((await save(server, "name=big", "x".repeat(1001))).status).toBe(413);
  expect(readdirSync(folder)).toEqual([]);
  const { body: kept } = await save(server, "name=small", "x".repeat(1000));
  expect((await server.ask(`${at}/${kept.id}`, { method: "DELETE" })).status).toBe(200);
  expect((await server.ask(`${at}/${kept.id}`)).status).toBe(404);
  expect([(await server.json(at)).body.artifacts, readdirSync(folder)]).toEqual([[], []]);
});

test("S5: ids that are paths, links, or files that no study knows are not there", async () => {
  const { folder, server } = await withFolder();
  writeFileSync(join(folder, "0".repeat(32)), "of nobody");
  const { body: kept } = await save(server, "name=a", "mine");
  const known = String(kept.id);
  rmSync(join(folder, known));
  symlinkSync("/etc/passwd", join(folder, known));
  for (const id of ["0".repeat(32), known, "..%2f..%2fetc%2fpasswd", "%2e%2e", "a%00b", "x".repeat(5000)]) {
    const response = await server.ask(`${at}/${id}`);
    expect([400, 404], id).toContain(response.status);
    expect(await response.text()).not.toMatch(/root:|nobody"/);
  }
});

test("a server without a folder says how to get one", async () => {
  const server = await startServer();
  await makeStudy(server);
  const { status, body } = await save(server, "name=a", "x");
  expect([status, body.detail]).toEqual([404, expect.stringContaining("--artifacts")]);
});
