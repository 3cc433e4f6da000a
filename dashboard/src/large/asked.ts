import { useEffect, useReducer, useState } from "preact/hooks";
import { get, Refused } from "../api.ts";

/** The server is asked the same no more often than this, and again so long after it was not to be had. */
const everyMs = 10_000;

/** What came of a question to the server. */
export interface Asked<T> {
  /** The last answer; null until there is one. */
  readonly answer: T | null;
  /** Why there will be none, in the server's words; "" where there may be. */
  readonly refusal: string;
}

/**
 * What the server computes of a large study, kept up to date.
 *
 * @param path     what is asked; null for nothing yet
 * @param version  it is asked again when this is another
 */
export function useAsked<T>(path: string | null, version: number): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ answer: null, refusal: "" });
  const [tries, tryAgain] = useReducer((n: number) => n + 1, 0);
  const [last] = useState({ at: -Infinity, path: "" });
  useEffect(() => {
    if (path === null) return;
    const wait = path === last.path ? Math.max(0, everyMs - (performance.now() - last.at)) : 0;
    const timer = setTimeout(() => {
      last.at = performance.now();
      last.path = path;
      const isOld = () => last.path !== path; // something else was asked meanwhile
      get<T>(path).then(
        (answer) => isOld() || setAsked({ answer, refusal: "" }),
        (e: Error) => {
          if (isOld()) return;
          if (isFinal(e)) setAsked({ answer: null, refusal: e.message });
          else tryAgain(0);
        },
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [path, version, tries]);
  return asked;
}

/** Whether asking again would be answered alike: the server is there, and has no time or no such thing. */
function isFinal(e: Error): boolean {
  return e instanceof Refused && e.status >= 400 && e.status < 500 && e.status !== 429;
}
