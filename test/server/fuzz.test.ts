/** Row S1 of the reliability bar: whatever is sent, the answer is a document with a status below 500. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { verbs } from "../../src/server/verbs.ts";
import { makeStudy, startServer, token } from "./house.ts";
import { send } from "./raw.ts";

/** `TUNESMITH_FUZZ=100000 npx vitest run test/server/fuzz.test.ts` for the whole row. */
const runs = Number(process.env.TUNESMITH_FUZZ ?? 800);

const word = fc.oneof(
  fc.constantFrom("iris", "0", "-1", "1e99", "NaN", "null", "..", "~", "__proto__", "%00", "x".repeat(3000)),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  word,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(0, -1, 1.5, 1e308, true, null, [], {}, { is: "a" }, [1, 2], {
    kind: "float",
    low: 1,
    high: 0,
  }),
);
const names = [
  ...[
    "params",
    "value",
    "values",
    "state",
    "worker",
    "leaseMs",
    "trials",
    "step",
    "steps",
    "attempt",
    "space",
    "goals",
  ],
  ...[
    "name",
    "sampler",
    "pruner",
    "seed",
    "events",
    "after",
    "limit",
    "where",
    "sort",
    "key",
    "number",
    "budget",
    "rename",
  ],
];
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 }).map((all) => JSON.stringify(all)),
  fc.jsonValue().map((all) => JSON.stringify(all)),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("", "{", "[]", "null", '{"a":', '{"value":1e999}', "\ufeff{}", "\0"),
);
const header = fc.record(
  {
    "idempotency-key": fc.string({ maxLength: 300 }),
    "content-type": fc.constantFrom(
      "application/json",
      "text/plain",
      "application/json;charset=x",
      "multipart/form-data",
    ),
    "last-event-id": fc.string({ maxLength: 20 }),
    accept: fc.string({ maxLength: 40 }),
    cookie: fc.string({ maxLength: 60 }),
    range: fc.constant("bytes=0-99999999999"),
  },
  { requiredKeys: [] },
);
// What would do as it says: drop the study, or say 503 for an hour of followers.
const safe = verbs.filter(({ name }) => !["dropStudy", "storageDrop", "events"].includes(name));
const request = fc.record({
  verb: fc.constantFrom(...safe),
  parts: fc.array(word, { minLength: 2, maxLength: 2 }),
  query: fc.dictionary(fc.constantFrom(...names), word, { maxKeys: 4 }),
  isTidy: fc.boolean(),
  body,
  header,
  method: fc.constantFrom(null, null, null, "PUT", "PATCH", "OPTIONS", "TRACE"),
});

test("fuzzed bodies, paths, queries and headers get 2xx or a problem document", {
  timeout: 3_600_000,
}, async () => {
  const errors: unknown[] = [];
  const server = await startServer({ onError: (e) => errors.push(e), perSecond: 1e6 });
  await makeStudy(server);
  const statuses = new Map<number, number>();
  const tookMs: number[] = [];
  let memoryEarly = 0;
  const holds = fc.asyncProperty(request, async ({ verb, parts, query, isTidy, body, header, method }) => {
    let i = 0;
    const filled = verb.path.replace(/\{\w+\}/g, (name) => {
      if (isTidy) return name === "{study}" ? "iris" : "0";
      return escaped(parts[i++]!);
    });
    const words = new URLSearchParams(query).toString();
    const isBodied = verb.method === "post" || verb.method === "put";
    const start = performance.now();
    const got = await send(server.url, {
      method: method ?? verb.method.toUpperCase(),
      path: `/api/v1${filled}${words === "" ? "" : `?${words}`}`,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...sendable(header) },
      ...(isBodied ? { body } : {}),
    });
    tookMs.push(performance.now() - start);
    if (tookMs.length === Math.floor(runs / 5)) memoryEarly = process.memoryUsage().rss;
    statuses.set(got.status, (statuses.get(got.status) ?? 0) + 1);
    expect(got.status, `${verb.name} ${body} ${got.text}`).toBeLessThan(500);
    if (got.status >= 400 && got.headers["content-type"] === "application/problem+json") {
      expect(JSON.parse(got.text)).toMatchObject({ status: got.status, code: expect.any(String) });
    }
  });
  await fc.assert(holds, { numRuns: runs });
  expect(errors).toEqual([]);
  expect(statuses.get(400)).toBeGreaterThan(runs / 10);
  const { body: alive } = await server.json("/api/v1/studies/iris/trials");
  expect(alive.total).toBeGreaterThanOrEqual(0); // the log can still be folded
  tookMs.sort((a, b) => a - b);
  if (runs > 10_000)
    console.log(
      Object.fromEntries(statuses),
      `p99 ${tookMs[Math.floor(0.99 * runs)]!.toFixed(1)} ms;`,
      `MB after a fifth and at the end, studies that were made and the client among them:`,
      ...[memoryEarly, process.memoryUsage().rss].map((bytes) => Math.round(bytes / 1e6)),
    );
});

/** A segment as some client might write it. */
function escaped(text: string): string {
  return text.replace(/[^\w.~-]/gu, (letter) => {
    try {
      return encodeURIComponent(letter);
    } catch {
      return "%ff"; // half of a character
    }
  });
}

/** The headers that Node would send at all. */
function sendable(headers: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, text.replace(/[^\x20-\x7e]/g, "?")]),
  );
}
