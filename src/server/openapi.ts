import { z } from "zod";
import type { Verb } from "./route.ts";

/** The schema of a verb's input as JSON Schema, as OpenAPI 3.1 and MCP take it. */
export function schemaOf(verb: Verb): { properties?: { [name: string]: object }; required?: string[] } {
  const { $schema: _, ...schema } = z.toJSONSchema(verb.input, { io: "input", unrepresentable: "any" });
  return schema as { properties?: { [name: string]: object }; required?: string[] };
}

/** The names in a path: `study` and `number` of `/studies/{study}/trials/{number}`. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!);
}

/** The OpenAPI 3.1 document of all verbs. */
export function openapiOf(verbs: readonly Verb[], version: string): object {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const verb of verbs) {
    const path = `/api/v1${verb.path}`;
    paths[path] = { ...paths[path], [verb.method]: operationOf(verb) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tunesmith",
      version,
      description:
        "Studies, trials and their logs. A study is named in a path by its percent-encoded name, or by ~ and the " +
        "base64url of it. Scopes: a viewer looks, a worker runs trials, too, an operator does everything.",
    },
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "tunesmith" },
      },
      schemas: {
        Problem: {
          type: "object",
          required: ["status", "code", "detail"],
          properties: {
            type: { type: "string" },
            status: { type: "integer" },
            code: { type: "string", description: "one word for programs" },
            detail: { type: "string", description: "what was asked, what was found, what to do" },
          },
        },
      },
    },
  };
}

function operationOf(verb: Verb): object {
  const { properties = {}, required = [] } = schemaOf(verb);
  const inPath = pathNames(verb.path);
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const isQuery = verb.method === "get" || verb.method === "delete" || verb.isRaw === true;
  const parameter = (name: string, place: string) => {
    const { description, ...schema } = properties[name] as { description?: string };
    const isRequired = place === "path" || required.includes(name);
    return { name, in: place, required: isRequired, ...(description ? { description } : {}), schema };
  };
  const key = { name: "Idempotency-Key", in: "header", required: false, schema: { type: "string" } };
  const body = {
    type: "object",
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]!])),
    required: required.filter((name) => rest.includes(name)),
  };
  const problem = {
    description: "a problem",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  return {
    operationId: verb.name,
    summary: verb.summary,
    description: `Needs the scope ${verb.scope}.`,
    parameters: [
      ...inPath.map((name) => parameter(name, "path")),
      ...(isQuery ? rest.map((name) => parameter(name, "query")) : [key]),
    ],
    ...(verb.isRaw ? { requestBody: { required: true, content: { "application/octet-stream": {} } } } : {}),
    ...(isQuery || rest.length === 0
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: { 200: { description: "done", content: { "application/json": {} } }, default: problem },
  };
}
