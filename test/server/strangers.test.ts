/** Rows S7 and S8 of the reliability bar: who may not come in, over every route there is. */
import { expect, test } from "vitest";
import { serve } from "../../src/server/index.ts";
import { tokensOf } from "../../src/server/tokens.ts";
import { verbs } from "../../src/server/verbs.ts";
import { memory } from "../../src/storage/index.ts";
import { makeStudy, startServer, token } from "./house.ts";
import { send } from "./raw.ts";

const paths = [
  ...new Set(verbs.map((verb) => `/api/v1${verb.path.replace("{study}", "iris").replace(/\{\w+\}/, "0")}`)),
  ...["/", "/index.html", "/assets/x.js", "/api/openapi.json", "/api/v1/nothing"],
];
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];
const bearer = { authorization: `Bearer ${token}` };

test("a Host that is not ours is turned away on every route and method before anything is done", async () => {
  const server = await startServer();
  await makeStudy(server);
  const hosts = [
    "evil.example",
    "evil.example:8080",
    "127.0.0.1.evil.example",
    "localhost@evil.example",
    "169.254.1.1",
    "",
  ];
  let count = 0;
  for (const path of paths) {
    for (const method of methods) {
      const host = hosts[count++ % hosts.length]!;
      const { status } = await send(server.url, { method, path, headers: { ...bearer, host } });
      expect([400, 421], `${method} ${path} with Host ${host}`).toContain(status);
    }
  }
  expect(count).toBe(paths.length * methods.length);
  expect(await server.storage.read("iris", 0)).toHaveLength(1);
});

test("a page of another origin or site is turned away on every route and method, also with our token", async () => {
  const server = await startServer();
  await makeStudy(server);
  const { port } = new URL(server.url);
  const forged: readonly { readonly [name: string]: string }[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `http://127.0.0.1:${Number(port) + 1}` }, // another program on this machine
    { origin: `http://127.0.0.1:${port}@evil.example` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "x-path": "api" },
  ];
  let count = 0;
  for (const path of paths.filter((one) => one.startsWith("/api"))) {
    for (const method of methods) {
      const headers = { ...bearer, ...forged[count++ % forged.length]! };
      const { status } = await send(server.url, { method, path, headers });
      expect(status, `${method} ${path} ${JSON.stringify(headers)}`).toBe(403);
    }
  }
  expect(await server.storage.read("iris", 0)).toHaveLength(1);
});

test("without a token, with a wrong one or with an old session every route says 401", async () => {
  const server = await startServer();
  await makeStudy(server);
  const old = server.tokens.session("operator", Date.now() - 8 * 86_400_000);
  const other = tokensOf("another-secret-of-some-length").session("operator", Date.now());
  const credentials: readonly { readonly [name: string]: string }[] = [
    {},
    { authorization: "Bearer wrong" },
    { authorization: `Basic ${Buffer.from(`x:${token}`).toString("base64")}` },
    { cookie: `tunesmith=${old}` },
    { cookie: `tunesmith=${other}` },
    { cookie: `tunesmith=${token}` },
  ];
  let count = 0;
  for (const path of paths) {
    for (const method of ["GET", "POST", "DELETE"]) {
      const headers = credentials[count++ % credentials.length]!;
      const { status, text } = await send(server.url, { method, path, headers: { ...headers } });
      expect([401, 429], `${method} ${path} ${JSON.stringify(headers)}`).toContain(status);
      expect(text).not.toContain("iris");
    }
  }
});

test("guessing tokens is slowed down", async () => {
  const server = await startServer();
  const statuses = [];
  // Who guesses slowly, as on a busy machine, may guess a little longer.
  for (let i = 0; i < 1000 && statuses.at(-1) !== 429; i++)
    statuses.push((await server.ask("/api/v1/session", { token: `guess-${i}` })).status);
  expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true);
  expect(statuses.at(-1)).toBe(429);
  expect((await server.ask("/api/v1/session")).status).toBe(200); // who has the token is not locked out
});

test("each verb is closed to the scopes below its own", async () => {
  const server = await startServer();
  await makeStudy(server);
  const rank = { viewer: 0, worker: 1, operator: 2 } as const;
  let refused = 0;
  for (const verb of verbs) {
    for (const scope of ["viewer", "worker"] as const) {
      if (rank[scope] >= rank[verb.scope]) continue;
      const path = `/api/v1${verb.path.replace("{study}", "iris").replace(/\{\w+\}/, "0")}`;
      const isBodied = verb.method === "post" || verb.method === "put";
      const { status } = await server.ask(path, {
        method: verb.method.toUpperCase(),
        token: server.tokens[scope],
        ...(isBodied ? { body: {} } : {}),
      });
      expect(status, `${scope} ${verb.name}`).toBe(403);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(25);
});

test("the login link gives a cookie that scripts do not see and other sites do not send, and it holds no token", async () => {
  const server = await startServer();
  await makeStudy(server);
  const got = await send(server.url, {
    path: new URL(server.loginUrl).pathname + new URL(server.loginUrl).search,
  });
  const [cookie] = got.headers["set-cookie"] as string[];
  expect(cookie).toMatch(/^tunesmith=[\w.-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/);
  expect(cookie).not.toContain(token);
  const session = { cookie: cookie!.split(";")[0]! };
  expect((await send(server.url, { path: "/api/v1/studies", headers: session })).status).toBe(200);
  const change = { method: "POST", path: "/api/v1/studies/iris/pause", body: "{}" };
  const json = { "content-type": "application/json" };
  expect((await send(server.url, { ...change, headers: { ...session, ...json } })).status).toBe(403);
  const own = { ...session, ...json, origin: server.url };
  expect((await send(server.url, { ...change, headers: own })).status).toBe(200);
  const asForm = { ...own, "content-type": "text/plain" };
  expect((await send(server.url, { ...change, headers: asForm })).status).toBe(415);
});

test("open to other machines it does not start without a token and TLS", async () => {
  const storage = memory();
  const refused = (options: object) =>
    serve({ storage, port: 0, ...options }).then(
      (server) => server.close().then(() => "started"),
      (e) => e.message,
    );
  expect(await refused({ host: "0.0.0.0" })).toMatch(/TUNESMITH_TOKEN/);
  expect(await refused({ host: "0.0.0.0", token })).toMatch(/in the clear/);
  expect(await refused({ host: "::", token })).toMatch(/in the clear/);
  expect(await refused({ token: "short" })).toMatch(/at least 16/);
  expect(await refused({ host: "0.0.0.0", token, isBehindTls: true })).toBe("started");
  expect(await refused({})).toBe("started");
});
