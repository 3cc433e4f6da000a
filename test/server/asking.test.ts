/** The server's points are made in a thread of their own: of the built package, since threads start from files. */
import { type ServeOptions, serve } from "tunesmith/server";
import { memory } from "tunesmith/storage";
import { expect, onTestFinished, test } from "vitest";
import { replay } from "../../src/study/replay.ts";
import { token } from "./house.ts";

/** A built server with a study that gp searches. */
async function begin(asking?: NonNullable<ServeOptions["asking"]>) {
  const storage = memory();
  const server = await serve({ storage, port: 0, token, ...(asking && { asking }) });
  onTestFinished(() => server.close());
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const call = async (path: string, body?: object) => {
    const method = body ? "POST" : "GET";
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return (await (await fetch(`${server.url}/api/v1/studies${path}`, init)).json()) as { trial: Trial };
  };
  const axis = { kind: "float", low: 0, high: 1 };
  const make = (name: string) => call("", { name, space: { x: axis, y: axis }, seed: 7, sampler: "gp" });
  return { storage, call, make };
}
interface Trial {
  readonly number: number;
  readonly params: { readonly x: number; readonly y: number };
}
type Server = Awaited<ReturnType<typeof begin>>;

async function evaluate({ call }: Server, name: string): Promise<unknown> {
  const { trial } = await call(`/${name}/ask`, { worker: "w" });
  const { x, y } = trial.params;
  await call(`/${name}/trials/${trial.number}/tell`, { value: (x - 0.3) ** 2 + y });
  return trial.params;
}

test("the thread makes the points that the server itself makes, of a study that is made anew, too", async () => {
  const points = async (server: Server) => {
    const found: unknown[] = [];
    for (const count of [12, 8]) {
      await server.make("s");
      for (let i = 0; i < count; i++) found.push(await evaluate(server, "s"));
      expect((await replay(server.storage, "s")).different).toEqual([]);
      if (count === 12) await server.storage.drop("s");
      await new Promise((resolve) => setTimeout(resolve, 1100)); // so long a server may take to see it
    }
    return found;
  };
  const [thread, here] = await Promise.all([points(await begin()), points(await begin("here"))]);
  expect(thread).toEqual(here);
  expect(thread[12]).toEqual(thread[0]);
});

test("workers of several studies ask side by side", async () => {
  const server = await begin();
  const names = Array.from({ length: 10 }, (_, i) => `s${i}`);
  await Promise.all(names.map((name) => server.make(name)));
  for (let i = 0; i < 8; i++) await Promise.all(names.map((name) => evaluate(server, name)));
  for (const name of names)
    expect(await replay(server.storage, name)).toMatchObject({ different: [], checked: 8 });
});
