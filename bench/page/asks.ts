/** What workers wait for, while many look. */
import { connect, type Socket } from "node:net";
import type { Row } from "../report.ts";

const viewers = 500;

/** ms that workers of another study wait for a trial, without and with viewers of the large one that do not read. */
export async function asksOf(url: string, token: string): Promise<Row> {
  const api = `${url}/api/v1/studies`;
  const post = (path: string, body: object) =>
    fetch(`${api}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await post("", { name: "asked", space: { x: "float(0, 1)" }, direction: "minimize", sampler: "random" });
  const work = async () => {
    const took: number[] = [];
    for (let i = 0; i < 200; i++) {
      const start = performance.now();
      const { trial } = (await (await post("/asked/ask", { worker: "w" })).json()) as {
        trial: { number: number };
      };
      took.push(performance.now() - start);
      await post(`/asked/trials/${trial.number}/tell`, { value: i });
    }
    return took.sort((a, b) => a - b);
  };
  await work();
  const alone = await work();
  const sockets = await Promise.all(Array.from({ length: viewers }, () => stalled(url, token)));
  const watched = await work();
  for (const socket of sockets) socket.destroy();
  return {
    "ask ms": alone[100]!,
    [`ask ms, ${viewers} viewers`]: watched[100]!,
    "ask p99 ms": alone[197]!,
    [`ask p99 ms, ${viewers} viewers`]: watched[197]!,
  };
}

/** Follows the whole log of the large study, and never reads what comes. */
async function stalled(url: string, token: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  const get = "GET /api/v1/studies/large/events HTTP/1.1\r\nHost: localhost\r\n";
  socket.write(`${get}Authorization: Bearer ${token}\r\n\r\n`);
  await new Promise((resolve) => socket.once("readable", resolve));
  socket.pause();
  return socket;
}
