/** `tunesmith mcp` with the official client of the protocol, fetched for this test alone. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-mcp-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"];
const isThere =
  spawnSync("npm", [...args, "@modelcontextprotocol/sdk@1.32.1"], { timeout: 90_000 }).status === 0;

interface Client {
  connect(transport: object): Promise<void>;
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(call: object): Promise<{ isError?: boolean; content: { text: string }[] }>;
  close(): Promise<void>;
}

test.skipIf(!isThere)("the official MCP client (sdk 1.32.1) lists the tools and leads a study", async () => {
  const from = createRequire(join(folder, "x.js"));
  const load = (name: string) =>
    import(pathToFileURL(from.resolve(`@modelcontextprotocol/sdk/client/${name}.js`)).href);
  const { Client } = (await load("index")) as { Client: new (info: object) => Client };
  const { StdioClientTransport } = (await load("stdio")) as {
    StdioClientTransport: new (o: object) => object;
  };
  const client = new Client({ name: "test", version: "1" });
  const bin = join(import.meta.dirname, "../../bin/tunesmith");
  const words = [bin, "mcp", "--scope", "operator", "--storage", `sqlite:${join(folder, "s.db")}`];
  await client.connect(new StdioClientTransport({ command: process.execPath, args: words }));
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain("createStudy");
  const use = async (name: string, given: object) => {
    const { content, isError } = await client.callTool({ name, arguments: given });
    expect(isError).not.toBe(true);
    return JSON.parse(content[0]!.text);
  };
  await use("createStudy", { name: "iris", space: { x: "float(0, 1)" }, seed: 1 });
  const { trial } = await use("ask", { study: "iris", worker: "agent" });
  await use("tell", { study: "iris", number: trial.number, value: trial.params.x });
  expect((await use("best", { study: "iris" })).best.value).toBe(trial.params.x);
  await client.close();
});
