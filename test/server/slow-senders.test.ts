/** Row S3 of the reliability bar, slowloris: who sends slowly is let go, and nobody else waits meanwhile. */
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { makeStudy, startServer, token } from "./house.ts";

/** `TUNESMITH_SENDERS=2000 npx vitest run test/server/slow-senders.test.ts` for a larger attack. */
const senders = Number(process.env.TUNESMITH_SENDERS ?? 100);
const headMs = 500;
const requestMs = 1_000;

const head = "HTTP/1.1\r\nHost: localhost\r\n";
const authorization = `Authorization: Bearer ${token}\r\n`;
const post = `POST /api/v1/studies/iris/enqueue ${head}${authorization}Content-Type: application/json\r\n`;
/** What each sender begins with; the rest comes a byte at a time, for ever. */
const beginnings = [
  "G", // not even a line
  `GET / ${head}X-A: `, // a header without an end
  `GET / ${head}${authorization}`, // headers without an end
  `${post}Content-Length: 100000\r\n\r\n{"params": {"`, // a body without an end
  `${post}Transfer-Encoding: chunked\r\n\r\nfffff\r\n{`, // the same in chunks
];

/** Sends a byte every 50 ms until the server ends the line; the ms it took, and what was said. */
function drip(url: string, beginning: string): Promise<{ ms: number; said: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const start = performance.now();
    let said = "";
    const socket = connect(Number(port), hostname);
    socket.write(beginning);
    const timer = setInterval(() => socket.write("a"), 50);
    socket.on("data", (data) => {
      said += data;
    });
    socket.on("error", () => {}); // cut while it wrote
    socket.on("close", () => {
      clearInterval(timer);
      resolve({ ms: performance.now() - start, said });
    });
  });
}

test("slow senders of heads and bodies are let go, workers are served meanwhile, and streams that are read stay", async () => {
  const server = await startServer({ headMs, requestMs });
  await makeStudy(server, "iris", { sampler: "random" });
  const cut = new AbortController();
  const stream = await fetch(`${server.url}/api/v1/studies/iris/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: cut.signal,
  });
  const reader = stream.body!.getReader();
  await reader.read();

  // Again where a busy machine stood still until all of them were let go.
  for (let [attack, asked] = [0, 0]; asked <= 5; attack++) {
    expect(attack).toBeLessThan(10);
    const dripping = Promise.all(
      Array.from({ length: senders }, (_, i) => drip(server.url, beginnings[i % beginnings.length]!)),
    );
    asked = 0;
    const over = dripping.then(() => true);
    while (!(await Promise.race([over, sleep(20, false)]))) {
      expect((await server.ask("/api/v1/studies/iris/ask", { body: { worker: "w" } })).status).toBe(200);
      asked += 1;
    }
    const ended = await dripping;
    for (const { said } of ended) expect(said === "" || /^HTTP\/1.1 4\d\d /.test(said), said).toBe(true);
    const longest = Math.max(...ended.map(({ ms }) => ms));
    if (senders > 500)
      console.log(`${senders} senders let go within ${longest.toFixed(0)} ms; ${asked} asks`);
  }
  expect((await server.storage.read("iris", 0)).some(({ event }) => event.type === "trial.enqueued")).toBe(
    false,
  );

  await server.json("/api/v1/studies/iris/notes", { body: { key: "late", value: "news" } });
  let text = "";
  while (!text.includes("news")) text += new TextDecoder().decode((await reader.read()).value);
  cut.abort();
});
