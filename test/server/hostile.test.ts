/** Rows S3, S4, S5, S9, S12, S13 and S14 of the reliability bar: what comes in with bad intent. */
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { strangerAt } from "../../src/server/strangers.ts";
import { studySegment } from "../../src/server/study-path.ts";
import { makeStudy, startServer, token } from "./house.ts";
import { send } from "./raw.ts";

const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

test("S3: bombs are refused before they are held in memory", async () => {
  const server = await startServer();
  await makeStudy(server);
  const path = "/api/v1/studies/iris/enqueue";
  const post = (body: string | Buffer, more: object = {}) =>
    send(server.url, { method: "POST", path, headers: { ...headers, ...more }, body });
  const zipped = gzipSync(Buffer.alloc(5_000_000, 32));
  expect((await post(zipped, { "content-encoding": "gzip" })).status).toBe(415);
  expect((await post(`{"params":{${'"a":1,'.repeat(400_000)}"b":1}}`)).status).toBe(413);
  expect((await post("[".repeat(100_000))).status).toBe(400);
  expect((await post(`${'{"params":'.repeat(500)}1${"}".repeat(500)}`)).status).toBe(400);
  expect((await post("{}", { "content-length": "5000000000" }).catch(() => ({ status: 413 }))).status).toBe(
    413,
  );

  const before = process.memoryUsage().rss;
  expect(await endlessBody(server.url, path)).toBe(413);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  expect(await server.storage.read("iris", 0)).toHaveLength(1);
});

/** Sends a chunked body without an end, up to 1 GB; the status that comes back. */
function endlessBody(url: string, path: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
    let sent = 0;
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    let isOver = false;
    const more = () => {
      while (!isOver && sent < 1e9) {
        sent += chunk.length;
        if (!socket.write(chunk)) return socket.once("drain", more);
      }
    };
    socket.on("data", (data) => {
      isOver = true;
      resolve(Number(/^HTTP\/1.1 (\d+)/.exec(String(data))?.[1]));
      socket.destroy();
    });
    socket.on("error", (e) => (isOver ? undefined : reject(e)));
    more();
  });
}

test("S1: a list of names that is no JSON is the asker's fault, not the server's", async () => {
  const errors: unknown[] = [];
  const server = await startServer({ onError: (e) => errors.push(e) });
  await makeStudy(server);
  for (const path of ["plots/slice?params=%00", "plots/history?with=[", "confirmation?simpler={}"]) {
    const { status, body } = await server.json(`/api/v1/studies/iris/${path}`);
    expect([status, body.code], path).toEqual([400, "input"]);
  }
  expect(errors).toEqual([]);
});

test("S4: what would be SQL, markup or a path elsewhere is a name here, and comes back as it was", async () => {
  const server = await startServer();
  const names = [
    "'; drop table study; --",
    '" or 1=1 --',
    "1; attach database '/tmp/x' as y",
    "<script>alert(1)</script>",
    "..",
    ".",
    "../../etc/passwd",
    "~tilde",
    "a/b?c#d%2e",
    "__proto__",
    "é\u{1f40d}\u202eabc",
    "constructor",
    "x".repeat(600),
  ];
  for (const name of names) await makeStudy(server, name);
  const { body } = await server.json("/api/v1/studies");
  expect((body.studies as unknown as { name: string }[]).map((s) => s.name).sort()).toEqual(
    [...names].sort(),
  );
  for (const name of names) {
    const { body } = await server.json(`/api/v1/studies/${studySegment(name)}`);
    expect(body.name).toBe(name);
    const where = encodeURIComponent(`why contains ${JSON.stringify(name)}`);
    expect((await server.ask(`/api/v1/studies/${studySegment(name)}/trials?where=${where}`)).status).toBe(
      200,
    );
  }
  const sorted = await server.ask(
    `/api/v1/studies/iris/trials?sort=${encodeURIComponent("1;drop table event")}`,
  );
  expect(sorted.status).toBe(400);
});

test("S5: no spelling of a path leads out of the page or to a file", async () => {
  const server = await startServer();
  const paths = [
    "/../../../../etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/package.json",
    "/%252e%252e/package.json",
    "/..\\..\\package.json",
    "/assets/..;/..;/package.json",
    "/assets/%00/index.html",
    "/etc/passwd",
    "//etc/passwd",
    "/index.html/../../package.json",
    "/api/v1/../../package.json",
    "/api/v1/studies/..%2f..%2fpackage.json",
    "/assets/\u{ff0e}\u{ff0e}/x".replace(/[^\x20-\x7e]/g, encodeURIComponent),
  ];
  for (const path of paths) {
    const { status, text } = await send(server.url, { path, headers });
    expect([400, 404], path).toContain(status);
    expect(text).not.toMatch(/root:|"dependencies"/);
  }
});

test("S9: neither answers nor errors hold a token, whatever is asked", async () => {
  const errors: unknown[] = [];
  const server = await startServer({ onError: (e) => errors.push(e) });
  await makeStudy(server);
  const answers = [];
  for (const path of [
    "/api/v1/studies",
    "/api/v1/session",
    "/api/v1/parts",
    "/api/openapi.json",
    "/api/v1/x",
    "/x",
  ]) {
    const response = await server.ask(path);
    answers.push(await response.text(), JSON.stringify([...response.headers]));
  }
  const wrong = await server.ask("/api/v1/studies", { body: `{"name": "${token}` });
  answers.push(await wrong.text());
  const all = answers.join("\n");
  for (const secret of [server.tokens.operator, server.tokens.worker, server.tokens.viewer]) {
    expect(all).not.toContain(secret);
  }
  expect(errors).toEqual([]);
  const handed = await server.json("/api/v1/tokens");
  expect(JSON.stringify(handed.body)).not.toContain(server.tokens.operator); // the lesser ones, to hand on
});

test("S12: no prototype is touched by what is sent", async () => {
  const server = await startServer();
  await makeStudy(server);
  const bodies = [
    '{"__proto__":{"polluted":1},"params":{"__proto__":{"polluted":1},"x":1}}',
    '{"constructor":{"prototype":{"polluted":1}},"params":{}}',
    '{"params":{"x":1,"k":"a","constructor":{"prototype":{"polluted":1}}}}',
  ];
  for (const path of ["enqueue", "change", "notes", "ask"]) {
    for (const body of bodies) {
      await send(server.url, { method: "POST", path: `/api/v1/studies/iris/${path}`, headers, body });
    }
  }
  await send(server.url, {
    path: "/api/v1/studies/iris/trials?__proto__[polluted]=1&__proto__.polluted=1",
    headers,
  });
  const space = '{"name":"p","space":{"__proto__":{"kind":"float","low":0,"high":1}}}';
  await send(server.url, { method: "POST", path: "/api/v1/studies", headers, body: space });
  expect("polluted" in {}).toBe(false);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("S13: the patterns that read headers and names take no time over 100 kB", () => {
  const start = process.cpuUsage(); // and not the time of others on a busy machine
  for (const letter of ["a", ".", "[", ":", "0", "@", "\\", " ", "~"]) {
    const long = letter.repeat(100_000);
    for (const name of ["host", "origin"]) {
      const all = new Map([
        ["host", "localhost"],
        [name, `http://${long}`],
      ]);
      strangerAt({ get: (one) => all.get(one) ?? null }, [], false);
    }
    studySegment(long);
  }
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
});

test("S14: nothing that is stored or sent is ever run as a program", () => {
  const root = join(import.meta.dirname, "../..");
  const programs =
    /\beval\s*\(|new Function\s*\(|from "node:vm"|\bv8\.deserialize|dangerouslySetInnerHTML|\.innerHTML\s*=/;
  let files = 0;
  for (const folder of ["src", "dashboard/src"]) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/.test(name) || /\.test\.ts$/.test(name)) continue;
      files += 1;
      expect(programs.test(readFileSync(join(root, folder, name), "utf8")), name).toBe(false);
    }
  }
  expect(files).toBeGreaterThan(200);
});
