/** What went wrong, as RFC 9457 has it: one document for people and programs. */
import { type ErrorCode, isTunesmithError } from "../error.ts";

/** A refusal that the server itself speaks. */
export class Problem extends Error {
  readonly status: number;
  /** In which one word programs tell it from others. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The statuses of the house's errors; what is not here is the asker's fault, 400. */
const statuses: Partial<Record<ErrorCode, number>> = {
  "study-missing": 404,
  "study-exists": 409,
  "study-differs": 409,
  trial: 409,
  budget: 409,
  exhausted: 409,
  storage: 503,
  "storage-busy": 503,
  "storage-corrupt": 503,
};

/** The answer to an error; one that nobody foresaw tells its words to the log alone. */
export function problemOf(error: unknown): Response {
  if (error instanceof Problem) return problem(error.status, error.code, error.message);
  if (isTunesmithError(error)) return problem(statuses[error.code] ?? 400, error.code, error.message);
  return problem(500, "internal", "The server met an error it did not expect; its log has the words.");
}

/** Whether an error is the server's own fault. */
export function isUnforeseen(error: unknown): boolean {
  return !(error instanceof Problem) && !isTunesmithError(error);
}

/** A problem document. */
export function problem(status: number, code: string, detail: string): Response {
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="tunesmith"');
  if (status === 429 || status === 503) headers.set("retry-after", "1");
  return new Response(JSON.stringify({ type: "about:blank", status, code, detail }), { status, headers });
}
