import { Problem } from "./problem.ts";

/** Deeper than any space or memo, and shallow enough for every recursion that reads it. */
const deepest = 200;

/**
 * Reads a body of JSON.
 *
 * @param most  bytes; a longer one is given up as soon as that is known
 * @throws Problem 413, 415, 400
 */
export async function readJson(request: Request, most: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Problem(415, "media-type", "The body must be JSON: send Content-Type: application/json.");
  }
  const text = new TextDecoder().decode(await readBytes(request, most));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, "json", "The body is no JSON.");
  }
  if (!isShallow(text)) throw new Problem(400, "json", `The body is nested more than ${deepest} deep.`);
  return value;
}

/**
 * Reads a body as it comes.
 *
 * @throws Problem 413, 415
 */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if ((request.headers.get("content-encoding") ?? "identity") !== "identity") {
    throw new Problem(415, "encoding", "The body must not be compressed.");
  }
  const tooLong = new Problem(413, "too-long", `The body is longer than ${most} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLong;
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw tooLong;
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Whether no bracket stands too deep; texts in quotes are passed over. */
function isShallow(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (isText) {
      if (letter === 92) i++;
      else if (letter === 34) isText = false;
    } else if (letter === 34) isText = true;
    else if (letter === 91 || letter === 123) {
      if (++depth > deepest) return false;
    } else if (letter === 93 || letter === 125) depth--;
  }
  return true;
}
