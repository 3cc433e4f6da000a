/** A server of a test's own, over a storage of its own. */
import { onTestFinished } from "vitest";
import { type ServeOptions, type Server, serve } from "../../src/server/index.ts";
import { memory, type Storage } from "../../src/storage/index.ts";

/** 32 characters that stand in no other text. */
export const token = "tk-9QmZ4x7Lw2Vb8Nc3Rf6Hj1Kd5Gs0";

/** What a request is made of, besides its path. */
export interface Asked {
  readonly method?: string;
  readonly token?: string | null;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

/** A server, and the means to talk to it. */
export interface TestServer extends Server {
  readonly storage: Storage;
  ask(path: string, asked?: Asked): Promise<Response>;
  /** The answer's JSON, with its status. */
  json(path: string, asked?: Asked): Promise<{ status: number; body: Record<string, never> }>;
}

/** Starts a server that ends with the test. */
export async function startServer(options: Partial<ServeOptions> = {}): Promise<TestServer> {
  const storage = options.storage ?? memory();
  const server = await serve({ storage, port: 0, token, ...options });
  const ask = (path: string, asked: Asked = {}) => {
    const bearer = asked.token === undefined ? token : asked.token;
    return fetch(`${server.url}${path}`, {
      method: asked.method ?? (asked.body === undefined ? "GET" : "POST"),
      redirect: "manual",
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(asked.body === undefined ? {} : { "content-type": "application/json" }),
        ...asked.headers,
      },
      ...(asked.body === undefined
        ? {}
        : { body: typeof asked.body === "string" ? asked.body : JSON.stringify(asked.body) }),
    });
  };
  const test: TestServer = {
    ...server,
    storage,
    ask,
    async json(path, asked) {
      const response = await ask(path, asked);
      return { status: response.status, body: (await response.json()) as Record<string, never> };
    },
  };
  onTestFinished(async () => {
    await server.close();
    await storage.close();
  });
  return test;
}

/** A study of two parameters, made over the API. */
export async function makeStudy(server: TestServer, name = "iris", more: object = {}): Promise<void> {
  const space = {
    x: { kind: "float", low: -5, high: 5 },
    k: { kind: "categorical", choices: ["a", "b"] },
  };
  const made = await server.ask("/api/v1/studies", { body: { name, space, seed: 7, ...more } });
  if (!made.ok) throw new Error(await made.text());
}
