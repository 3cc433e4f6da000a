/**
 * The verbs as tools of an agent: the Model Context Protocol over standard input and output.
 *
 * Written out, since over stdio it is four messages of JSON-RPC a line, and the official package brings a web server and
 * OAuth along. The full tests speak to it with the official client.
 *
 * @source modelcontextprotocol.io, specification 2025-06-18: lifecycle, tools, stdio transport
 */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { isTunesmithError } from "../error.ts";
import type { Storage } from "../storage/index.ts";
import { wordsOf } from "./event-schema.ts";
import { schemaOf } from "./openapi.ts";
import { Problem } from "./problem.ts";
import { houseOf } from "./rooms.ts";
import type { House, Verb } from "./route.ts";
import { newToken, reaches, type Scope, tokensOf } from "./tokens.ts";
import { verbs } from "./verbs.ts";

const versions = ["2025-06-18", "2025-03-26", "2024-11-05"];

/** What an agent has no use for: streams, raw logs, and tokens of a server that is not running. */
const isTool = ({ name }: Verb) => !/^(storage|events$|log$|tokens$|session$)|[aA]rtifact/.test(name);

/** How an agent is served. */
export interface McpOptions {
  readonly storage: Storage;
  /** What it may do. */
  readonly scope: Scope;
  readonly version: string;
  readonly input: Readable;
  readonly output: Writable;
}

interface Message {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
}

/** Answers until the input ends. */
export async function serveMcp({ storage, scope, version, input, output }: McpOptions): Promise<void> {
  const house = houseOf({
    ...{ storage, version, tokens: tokensOf(newToken()) },
    ...{ storageUrl: null, artifacts: null, logs: null },
  });
  const tools = new Map(
    verbs.filter((verb) => isTool(verb) && reaches(scope, verb.scope)).map((verb) => [verb.name, verb]),
  );
  const say = (message: object) => output.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const pending = new Set<Promise<void>>();

  async function answer(message: Message): Promise<void> {
    const { id } = message;
    if (id === undefined || id === null) return; // a notification wants no answer
    try {
      say({ id, result: await resultOf(message) });
    } catch (e) {
      const { code, words } = e instanceof Refusal ? e : new Refusal(-32603, "internal error");
      say({ id, error: { code, message: words } });
    }
  }

  async function resultOf({ method, params = {} }: Message): Promise<object> {
    switch (method) {
      case "initialize": {
        const asked = String(params.protocolVersion);
        return {
          protocolVersion: versions.includes(asked) ? asked : versions[0],
          capabilities: { tools: {} },
          serverInfo: { name: "tunesmith", version },
          instructions:
            "Studies are searches for good parameters. Make one (createStudy), ask for a trial, run it, tell its value; " +
            "best, trials and trial show what came out, and why a point was chosen.",
        };
      }
      case "ping":
        return {};
      case "tools/list":
        return { tools: [...tools.values()].map(toolOf) };
      case "tools/call": {
        const verb = tools.get(String(params.name));
        if (!verb)
          throw new Refusal(-32602, `there is no tool ${String(params.name)} for the scope ${scope}`);
        return call(verb, params.arguments ?? {}, { house, scope });
      }
      default:
        throw new Refusal(-32601, `there is no method ${String(method)}`);
    }
  }

  for await (const line of createInterface({ input })) {
    if (line.trim() === "") continue;
    const message = read(line);
    if (!message) {
      say({ id: null, error: { code: -32700, message: "that is no JSON-RPC message" } });
      continue;
    }
    const work = answer(message);
    pending.add(work);
    work.finally(() => pending.delete(work));
  }
  await Promise.all(pending);
  house.close();
}

/** A refusal of the protocol, with its number. */
class Refusal extends Error {
  readonly code: number;
  readonly words: string;
  constructor(code: number, words: string) {
    super(words);
    this.code = code;
    this.words = words;
  }
}

function toolOf(verb: Verb) {
  const isRead = verb.method === "get";
  return {
    name: verb.name,
    description: verb.summary,
    inputSchema: { type: "object", ...schemaOf(verb) },
    annotations: { readOnlyHint: isRead, destructiveHint: verb.method === "delete", openWorldHint: false },
  };
}

/** Runs a verb; what it refuses is a result, too, from which the agent may learn. */
async function call(
  verb: Verb,
  given: unknown,
  { house, scope }: { readonly house: House; readonly scope: Scope },
): Promise<object> {
  const text = (words: string, isError: boolean) => ({ content: [{ type: "text", text: words }], isError });
  const parsed = verb.input.safeParse(given);
  if (parsed.error) return text(wordsOf(parsed.error), true);
  try {
    const signal = new AbortController().signal;
    const answer = await verb.run({ house, input: parsed.data, scope, key: undefined, body: null, signal });
    return text(JSON.stringify(answer), false);
  } catch (e) {
    if (isTunesmithError(e) || e instanceof Problem) return text(e.message, true);
    throw e;
  }
}

function read(line: string): Message | null {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === "object" && message !== null && !Array.isArray(message) ? message : null;
  } catch {
    return null;
  }
}
