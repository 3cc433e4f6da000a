/** What a model has learned as JSON, exact to the last bit: numbers in typed arrays as base64, little end first. */
import { TunesmithError } from "../../error.ts";
import type { Json } from "../../json.ts";

const arrays = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Int16Array,
  Uint8Array,
  Int8Array,
};

type ArrayName = keyof typeof arrays;

/**
 * A value of plain objects, arrays, typed arrays, maps and scalars as JSON.
 *
 * @throws TunesmithError "unsupported" for anything else, such as a function
 */
export function encode(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : { $: "number", is: String(value) };
  if (Array.isArray(value)) return value.map((entry) => encode(entry));
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name;
    if (Object.hasOwn(arrays, name)) {
      const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return { $: name, base64: bytes.toString("base64") };
    }
  }
  if (value instanceof Map) {
    return { $: "Map", entries: [...value].map(([key, entry]) => [encode(key), encode(entry)]) };
  }
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype && !("$" in value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return Object.fromEntries(entries.map(([key, entry]) => [key, encode(entry)]));
  }
  const found = typeof value === "function" ? "a function" : `a ${value?.constructor?.name ?? typeof value}`;
  throw new TunesmithError("unsupported", `a model that holds ${found} cannot be written as JSON.`);
}

/** What `encode` made, back again. @throws TunesmithError "data" for what it did not make */
export function decode(json: Json): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (isList(json)) return json.map((entry) => decode(entry));
  const kind = json.$;
  if (kind === undefined) {
    return Object.fromEntries(Object.entries(json).map(([key, entry]) => [key, decode(entry)]));
  }
  if (kind === "number") return Number(json.is);
  if (kind === "Map" && isList(json.entries)) {
    return new Map(json.entries.map((entry) => decode(entry) as [unknown, unknown]));
  }
  if (typeof kind === "string" && Object.hasOwn(arrays, kind) && typeof json.base64 === "string") {
    const bytes = Uint8Array.from(Buffer.from(json.base64, "base64"));
    return new arrays[kind as ArrayName](bytes.buffer);
  }
  throw new TunesmithError("data", `${JSON.stringify(kind)} is nothing that a saved model holds.`);
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
