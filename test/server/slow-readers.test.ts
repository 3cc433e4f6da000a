/** Row R30 of the reliability bar: readers that do not read cost a socket each, and nobody waits for them. */
import { connect, type Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { makeStudy, startServer, type TestServer, token } from "./house.ts";

/** `TUNESMITH_READERS=500 npx vitest run test/server/slow-readers.test.ts` for the whole row. */
const readers = Number(process.env.TUNESMITH_READERS ?? 60);
const asks = 40;

/** Follows a study, and never reads what comes. */
async function stalled(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  const get = "GET /api/v1/studies/iris/events HTTP/1.1\r\nHost: localhost\r\n";
  socket.write(`${get}Authorization: Bearer ${token}\r\n\r\n`);
  await new Promise((resolve) => socket.once("readable", resolve));
  socket.pause();
  return socket;
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** The bytes that this process has in memory when its garbage is gone. */
function held(): number {
  collect();
  collect();
  return process.memoryUsage().rss;
}

/** Runs trials, with curves that make the log long. Returns the ms of each ask. */
async function work(server: TestServer, rounds: number): Promise<number[]> {
  const took: number[] = [];
  const steps = Array.from({ length: 2000 }, (_, i) => i);
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    const { body } = await server.json("/api/v1/studies/iris/ask", { body: { worker: "w" } });
    took.push(performance.now() - start);
    const at = `/api/v1/studies/iris/trials/${(body.trial as unknown as { number: number }).number}`;
    const values = steps.map((step) => Math.sin(step + i));
    await server.json(`${at}/report`, { body: { steps, values } });
    await server.json(`${at}/tell`, { body: { value: i } });
  }
  return took;
}

test("R30: stalled followers neither slow workers down nor fill the memory", async () => {
  const server = await startServer();
  await makeStudy(server, "iris", { sampler: "random" });
  await work(server, 20); // warm
  const alone = await work(server, asks);
  const sockets = await Promise.all(Array.from({ length: readers }, () => stalled(server.url)));
  const before = held();
  const watched = await work(server, asks);
  const grown = (held() - before) / readers / 1000;
  for (const socket of sockets) socket.destroy();
  const after = await work(server, asks);
  const at = (all: readonly number[], share: number) =>
    [...all].sort((a, b) => a - b)[Math.floor(share * (all.length - 1))]!;
  console.log(
    `${readers} stalled readers: median ask ${at(alone, 0.5).toFixed(1)} -> ${at(watched, 0.5).toFixed(1)} ms, ` +
      `p95 ${at(alone, 0.95).toFixed(1)} -> ${at(watched, 0.95).toFixed(1)} ms, ${grown.toFixed(0)} kB a reader`,
  );
  // Others may keep the machine busy for a while: the best quarter beside readers, the slower one of before and after.
  const quarters = [0, 1, 2, 3].map((k) => at(watched.slice((k * asks) / 4, ((k + 1) * asks) / 4), 0.5));
  expect(Math.min(...quarters)).toBeLessThan(5 * Math.max(at(alone, 0.5), at(after, 0.5)) + 20);
  // Each has received several messages of 20 kB and more that it never took.
  expect(grown).toBeLessThan(1500);
});
