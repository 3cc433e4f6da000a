/** R18: what the network does to connections. A proxy on the loopback between the worker and PostgreSQL. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float, int } from "tunesmith";
import { invariantsOf } from "./invariants.ts";
import { type Outcome, type Row, skip } from "./row.ts";
import { exitOf, readLedger, startWorker } from "./workers.ts";

/** What is done to all connections at a moment. */
type Fault = "cut" | "refuse" | "stall" | "lose answers";

class BadNetwork {
  port = 0;
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #fault: Fault | null = null;

  constructor(target: number) {
    this.#server = createServer((client) => {
      if (this.#fault === "refuse") {
        client.destroy();
        return;
      }
      const upstream = connect(target, "127.0.0.1");
      const pair = [client, upstream] as const;
      this.#pairs.add(pair);
      client.on("data", (bytes) => this.#fault !== "stall" && upstream.write(bytes));
      // The statement was done, and its answer is lost on the way.
      upstream.on("data", (bytes) => {
        if (this.#fault === "lose answers") this.#end(pair);
        else if (this.#fault !== "stall") client.write(bytes);
      });
      for (const socket of pair) {
        socket.on("error", () => this.#end(pair));
        socket.on("close", () => this.#end(pair));
      }
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => void this.#server.listen(0, "127.0.0.1", resolve));
    this.port = (this.#server.address() as { port: number }).port;
  }

  async fault(fault: Fault, ms: number): Promise<void> {
    this.#fault = fault;
    if (fault === "cut" || fault === "refuse") for (const pair of this.#pairs) this.#end(pair);
    await sleep(ms);
    this.#fault = null;
    if (fault === "stall") for (const pair of this.#pairs) this.#end(pair); // half of what was sent is gone
  }

  stop(): void {
    for (const pair of this.#pairs) this.#end(pair);
    this.#server.close();
  }

  #end(pair: readonly [Socket, Socket]): void {
    this.#pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  }
}

export const network: Row = {
  id: "R18",
  fault: "connections cut, refused, stalled, answers lost after the commit",
  async run({ folder, postgres, random, size }): Promise<Outcome> {
    const server = await postgres();
    if (!server) return skip("no PostgreSQL here");
    const storage = server.database("network");
    const url = new URL(storage);
    const proxy = new BadNetwork(Number(url.port));
    await proxy.start();
    url.port = String(proxy.port);
    const space = { x: float(-1, 1), k: int(0, 5) };
    await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
    const [rounds, trials] = size === "long" ? [60, 2000] : [12, 300];
    const ledger = join(folder, "ledger");
    const options = { storage: url.href, study: "s", ledger, trials, pauseMs: 100, leaseMs: 10_000 };
    const workers = [0, 1, 2].map(() => startWorker(options));
    const ends = Promise.all(workers.map(exitOf));
    const accepted = () => readLedger(ledger).filter((line) => line.accepted !== undefined).length;
    while (accepted() < 5) await sleep(50);
    const faults: Fault[] = ["cut", "refuse", "lose answers", "stall"];
    for (let round = 0; round < rounds; round++) {
      await sleep(150 + 300 * random());
      await proxy.fault(faults[round % faults.length]!, 100 + 500 * random());
    }
    const during = accepted();
    const statuses = await ends;
    proxy.stop();
    const held = await invariantsOf(storage, "s", trials, readLedger(ledger));
    const breaches = [...held.breaches];
    if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
    return {
      did: `${rounds} faults during ${during} trials: ${held.complete} of ${trials} complete, ${held.retried} retried`,
      breaches,
    };
  },
};
