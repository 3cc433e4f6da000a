/** Ports for servers that are given theirs before they start, or come back to it. */
import { createServer } from "node:net";

/** Below those that systems give to whoever asks for any: nobody else has one meanwhile. Each process has 64 of its own. */
const first = 10_000 + 64 * (process.pid % 340);
let taken = 0;

/** A port on the loopback where nothing listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 64; tries++) {
    const port = first + (taken++ % 64);
    if (await isFree(port)) return port;
  }
  throw new Error(`there is no free port from ${first} on`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
