import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Scope } from "../../src/server/index.ts";
import { serveMcp } from "../../src/server/index.ts";
import { memory } from "../../src/storage/index.ts";

interface Answer {
  readonly id: number | null;
  readonly error?: { readonly code: number };
  readonly result: { readonly content: readonly { readonly text: string }[]; readonly isError: boolean } & {
    readonly [name: string]: unknown;
  };
}

/** Sends messages to a server, one after the other, and collects what it answers. */
async function talk(messages: readonly (object | string)[], scope: Scope = "operator"): Promise<Answer[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const storage = memory();
  const done = serveMcp({ storage, scope, version: "1.2.3", input, output });
  const answers: Answer[] = [];
  let wake = () => {};
  output.setEncoding("utf8").on("data", (text: string) => {
    answers.push(
      ...text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Answer),
    );
    wake();
  });
  for (const message of messages) {
    const before = answers.length;
    input.write(
      `${typeof message === "string" ? message : JSON.stringify({ jsonrpc: "2.0", ...message })}\n`,
    );
    const isAsked = typeof message === "string" || "id" in message;
    while (isAsked && answers.length === before) await new Promise<void>((resolve) => (wake = resolve));
  }
  input.end();
  await done;
  return answers;
}

const use = (id: number, name: string, given: object) => ({
  id,
  method: "tools/call",
  params: { name, arguments: given },
});

test("an agent makes a study, asks, tells, and learns what is best", async () => {
  const [hello, , made, asked, told, best] = await talk([
    {
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: {} },
    },
    { method: "notifications/initialized" },
    { id: 2, method: "ping" },
    use(3, "createStudy", {
      name: "iris",
      space: { x: "float(0, 1)" },
      direction: "maximize",
      sampler: "random",
    }),
    use(4, "ask", { study: "iris", worker: "agent" }),
    use(5, "tell", { study: "iris", number: 0, value: 0.5 }),
    use(6, "best", { study: "iris" }),
  ]);
  expect(hello!.result).toMatchObject({
    protocolVersion: "2025-06-18",
    serverInfo: { name: "tunesmith", version: "1.2.3" },
  });
  for (const answer of [made, asked, told, best]) expect(answer!.result.isError).toBe(false);
  expect(JSON.parse(asked!.result.content[0]!.text)).toMatchObject({ worker: "agent", trial: { number: 0 } });
  expect(JSON.parse(best!.result.content[0]!.text)).toMatchObject({ best: { number: 0, value: 0.5 } });
});

test("what a tool refuses comes back in its words, and what is no message is said to be none", async () => {
  const answers = await talk([
    use(1, "best", { study: "nope" }),
    use(2, "tell", { study: "nope" }),
    use(3, "rm", {}),
    { id: 4, method: "resources/list" },
    "{ no json",
  ]);
  expect(answers[0]!.result).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('no study "nope"') }],
  });
  expect(answers[1]!.result).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('"number"') }],
  });
  expect(answers.slice(2).map(({ id, error }) => [id, error?.code])).toEqual([
    [3, -32602],
    [4, -32601],
    [null, -32700],
  ]);
});

test("an agent sees the tools of its scope, with their inputs", async () => {
  const listed = async (scope: Scope) => {
    const [answer] = await talk([{ id: 1, method: "tools/list" }], scope);
    return answer!.result.tools as { name: string; inputSchema: { type: string; required?: string[] } }[];
  };
  const [viewer, worker, operator] = [
    await listed("viewer"),
    await listed("worker"),
    await listed("operator"),
  ];
  expect(viewer.map(({ name }) => name)).not.toContain("ask");
  expect(worker.map(({ name }) => name)).toContain("ask");
  expect(worker.map(({ name }) => name)).not.toContain("dropStudy");
  expect(operator.length).toBeGreaterThan(worker.length);
  for (const tool of operator) expect(tool.inputSchema.type).toBe("object");
  expect(operator.find(({ name }) => name === "tell")!.inputSchema.required).toEqual(["study", "number"]);
});
