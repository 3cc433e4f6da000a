/** Reports by plain HTTP, from inside a run: for languages that have a client and no patience. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a report may weigh. */
const mostBytes = 100_000;

/** Takes what one run posts; true: it should end now. */
export type Taker = (metrics: { readonly [name: string]: unknown }) => Promise<boolean>;

/**
 * Listens on the loopback interface, for runs of this process alone: each has an address that nobody can guess.
 *
 * `POST {"accuracy": 0.9, "step": 3}` is answered by `{"verdict": "continue"}`, or "prune".
 */
export class ReportServer {
  readonly #takers = new Map<string, Taker>();
  #server: Promise<Server> | null = null;

  /** @returns the address for one run, and what forgets it */
  async open(taker: Taker): Promise<{ readonly url: string; close(): void }> {
    this.#server ??= this.#listen();
    const { port } = (await this.#server).address() as AddressInfo;
    const secret = randomBytes(16).toString("hex");
    this.#takers.set(secret, taker);
    return { url: `http://127.0.0.1:${port}/${secret}`, close: () => this.#takers.delete(secret) };
  }

  #listen(): Promise<Server> {
    const server = createServer((request, response) => {
      this.#answer(request)
        .catch(() => ({ status: 500, body: { error: "the report was not taken" } }))
        .then(({ status, body }) => {
          response.writeHead(status, { "content-type": "application/json" });
          response.end(`${JSON.stringify(body)}\n`);
        });
    });
    server.unref();
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => resolve(server));
    });
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const taker = this.#takers.get((request.url ?? "").slice(1));
    if (!taker) return { status: 404, body: { error: "there is no such run" } };
    if (request.method !== "POST") return { status: 405, body: { error: "POST a report" } };
    let text = "";
    for await (const chunk of request) {
      text += String(chunk);
      if (text.length > mostBytes)
        return { status: 413, body: { error: `a report has ${mostBytes} bytes at most` } };
    }
    const metrics = parsed(text);
    if (!metrics) return { status: 400, body: { error: 'a report is like {"accuracy": 0.9, "step": 3}' } };
    return { status: 200, body: { verdict: (await taker(metrics)) ? "prune" : "continue" } };
  }
}

function parsed(text: string): { readonly [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
