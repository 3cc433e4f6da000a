import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { text } from "node:stream/consumers";
import { TunesmithError } from "../error.ts";

/** So long Ray may take for an answer, in ms. */
const patienceMs = 30_000;

/**
 * Calls Ray's API for jobs. Not by `fetch`, whose requests Ray takes for a browser's, and refuses.
 *
 * @param path  behind `/api/jobs/`
 * @param body  what is posted; without one it is a look
 * @throws TunesmithError "cluster" with Ray's own words, or where it does not answer
 */
export async function callRay<T>(address: string, path: string, body?: object): Promise<T> {
  const { status, said } = await answerOf(`${address}/api/jobs/${path}`, body).catch((cause: Error) => {
    const why = (cause as NodeJS.ErrnoException).code ?? cause.message;
    const remedy = "Give the dashboard's address by --address http://HOST:8265, or RAY_ADDRESS";
    throw new TunesmithError("cluster", `no Ray answers at ${address} (${why}). ${remedy}.`, { cause });
  });
  if (status === 200) return JSON.parse(said) as T;
  throw new TunesmithError("cluster", `Ray refused, with status ${status}:\n  ${said.trim().slice(-2000)}`);
}

function answerOf(url: string, body?: object): Promise<{ readonly status: number; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith("https:") ? secure : plain;
    const headers = body ? { "content-type": "application/json" } : {};
    const signal = AbortSignal.timeout(patienceMs);
    const asked = request(url, { method: body ? "POST" : "GET", headers, signal }, (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, said }), reject);
    });
    asked.on("error", reject).end(body && JSON.stringify(body));
  });
}
