/** A refusal of the server, in its words. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, words: string) {
    super(words);
    this.status = status;
  }
}

/** A study's name as a segment of a path; see src/server/study-path.ts. */
export function segment(name: string): string {
  if (!/^(~|\.{1,2}$)/.test(name)) return encodeURIComponent(name);
  const bytes = String.fromCharCode(...new TextEncoder().encode(name));
  return `~${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** Asks for a document. */
export function get<T>(path: string): Promise<T> {
  return send<T>("GET", path);
}

/** Asks for a change; repeated by nobody but the one who presses the button. */
export function post<T>(path: string, body: object = {}): Promise<T> {
  return send<T>("POST", path, body);
}

export function drop<T>(path: string): Promise<T> {
  return send<T>("DELETE", path);
}

/** Asks for numbers as bytes. */
export async function getBytes(path: string): Promise<ArrayBuffer> {
  return (await request(path, {})).arrayBuffer();
}

/** Sends a file as it is. */
export async function postFile(path: string, body: Blob): Promise<void> {
  await request(path, { method: "POST", body, headers: { "content-type": "application/octet-stream" } });
}

/** @throws Refused */
async function send<T>(method: string, path: string, body?: object): Promise<T> {
  const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await request(path, { method, ...(body === undefined ? {} : json) });
  return response.json() as Promise<T>;
}

/** @throws Refused */
async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(`/api/v1${path}`, { credentials: "same-origin", ...init });
  if (response.ok) return response;
  if (response.status === 401) location.replace("/login");
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Refused(response.status, problem.detail ?? response.statusText);
}
