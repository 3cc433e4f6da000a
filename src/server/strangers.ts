/** Who may talk to the server at all: a page of another site that a browser lets in is turned away here. */

/** The parts of a request that say where it comes from. */
export interface Headers {
  get(name: string): string | null;
}

/** A refusal: the status and the words. */
export interface Refusal {
  readonly status: 403 | 421;
  readonly words: string;
}

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** The names of this machine that no other machine can reach. */
export function isLoopback(host: string): boolean {
  return loopback.includes(host) || host === "::1";
}

/**
 * Why a request is turned away, whatever its method and path; null when it may go on.
 *
 * A name that somebody points at this machine (DNS rebinding) is no name of ours; a page of another site, or of another
 * port of this one, names itself in Origin or Sec-Fetch-Site. Neither is believed to be harmless for its method.
 *
 * @param names    the host names under which the server is known, besides those of loopback
 * @param isVisit  whether somebody follows a link to a page, which changes nothing
 */
export function strangerAt(headers: Headers, names: readonly string[], isVisit: boolean): Refusal | null {
  const host = headers.get("host") ?? "";
  const name = nameOf(host);
  if (name === null || ![...loopback, ...names].includes(name)) {
    return {
      status: 421,
      words: "This server is not known by that Host; start it with --allow-host NAME if it should be.",
    };
  }
  const origin = headers.get("origin");
  if (origin !== null && !isOwn(origin, host)) {
    return { status: 403, words: "Pages of another origin may not talk to this server." };
  }
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none" && !isVisit) {
    return { status: 403, words: "Pages of another site may not talk to this server." };
  }
  return null;
}

/** Whether a request says itself that it comes from one of our own pages; browsers do so when they change something. */
export function isFromOwnPage(headers: Headers): boolean {
  return headers.get("origin") !== null || headers.get("sec-fetch-site") === "same-origin";
}

/** The name in a Host header, in small letters; null when it is none. */
function nameOf(host: string): string | null {
  const found = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(host);
  return found ? found[1]!.toLowerCase().replace(/\.$/, "") : null;
}

function isOwn(origin: string, host: string): boolean {
  const found = /^https?:\/\/([^/?#@\\]+)$/i.exec(origin);
  return found !== null && found[1]!.toLowerCase() === host.toLowerCase();
}
