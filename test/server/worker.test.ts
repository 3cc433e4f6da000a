/** `tunesmith serve` and `tunesmith worker` as people start them. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { inFolder } from "../cli/tunesmith.ts";
import { freePort } from "../free-port.ts";
import { token } from "./house.ts";
import { send } from "./raw.ts";

const { start, run } = inFolder({ TUNESMITH_TOKEN: token });
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.kill()) await once(child, "exit");
  }
});

/** Starts a server; what it says on standard error goes into `said`. */
async function serve(...args: string[]) {
  const child = start("serve", "--json", ...(args.includes("--port") ? [] : ["--port", "0"]), ...args);
  running.push(child);
  let said = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  let out = "";
  for await (const part of child.stdout!.setEncoding("utf8")) {
    out += part;
    if (out.trimEnd().endsWith("}")) break;
  }
  return { child, said: () => said, ...(JSON.parse(out) as { url: string; loginUrl: string }) };
}

const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

test("a worker runs a command for a study that it only knows by its server, until the budget is spent", async () => {
  const server = await serve();
  const body = JSON.stringify({
    name: "iris",
    space: { x: "float(0, 1)" },
    goals: { loss: "minimize" },
    sampler: "random",
  });
  await send(server.url, { method: "POST", path: "/api/v1/studies", headers, body });
  await send(server.url, {
    method: "POST",
    path: "/api/v1/studies/iris/change",
    headers,
    body: '{"budget":3}',
  });
  const child = start(
    "worker",
    "iris",
    "--storage",
    server.url,
    "--json",
    "--",
    process.execPath,
    "-e",
    "console.log('loss='+process.argv[1])",
    "{x}",
  );
  running.push(child);
  const [status] = await once(child, "exit");
  expect(status).toBe(0);
  const { text } = await send(server.url, { path: "/api/v1/studies/iris/trials", headers });
  const { total, trials } = JSON.parse(text);
  expect(total).toBe(3);
  for (const trial of trials) expect(trial.value).toBeCloseTo(trial.params.x, 12);
  expect(server.said() + server.loginUrl).not.toContain(token);
});

test("serve ends by a signal with status 0, and says so when its port is taken", async () => {
  const server = await serve();
  const { port } = new URL(server.url);
  const second = run("serve", "--port", port);
  expect([second.status, second.err]).toEqual([2, expect.stringContaining("another program listens there")]);
  server.child.kill("SIGTERM");
  expect((await once(server.child, "exit"))[0]).toBe(0);
});

const kills = Number(process.env.TUNESMITH_KILLS ?? 2);
test("R8: a server that is killed while it works, again and again, does each request once", {
  timeout: 600_000 + 3_000 * kills,
}, async () => {
  const port = String(await freePort());
  let server = await serve("--port", port);
  const body = JSON.stringify({ name: "iris", space: { x: "float(0, 1)" }, sampler: "random", seed: 1 });
  await send(server.url, { method: "POST", path: "/api/v1/studies", headers, body });
  const said = new Map<string, string>();
  const asked = async (key: string) => {
    for (;;) {
      const more = { ...headers, "idempotency-key": key };
      const got = await send(server.url, {
        method: "POST",
        path: "/api/v1/studies/iris/ask",
        headers: more,
        body: JSON.stringify({ leaseMs: 3_600_000 }), // nobody tells these, and none may be taken for lost
      }).catch(() => null);
      if (got?.status !== 200) {
        await sleep(20);
        continue;
      }
      const { number } = JSON.parse(got.text).trial;
      expect(said.get(key) ?? number).toBe(number);
      said.set(key, number);
      return;
    }
  };
  for (let round = 0; round < kills; round++) {
    const asks = Promise.all(Array.from({ length: 6 }, (_, i) => asked(`${round}-${i}`)));
    await sleep(5 + ((round * 37) % 60));
    server.child.kill("SIGKILL");
    await once(server.child, "exit");
    server = await serve("--port", port);
    await asks;
    await asked(`${round}-0`); // and once more, long after
  }
  const { text } = await send(server.url, { path: "/api/v1/studies/iris/trials", headers });
  const numbers = [...said.values()].map(Number).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 6 * kills }, (_, i) => i));
  expect(JSON.parse(text).total).toBe(6 * kills);
});
