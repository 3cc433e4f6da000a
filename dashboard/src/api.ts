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

/** @throws Refused */
async function send<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    credentials: "same-origin",
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  if (response.status === 401) location.replace("/login");
  throw new Refused(response.status, (answer as { detail?: string }).detail ?? response.statusText);
}
