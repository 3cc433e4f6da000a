/** Logging in: a token becomes a session, kept in a cookie that no script reads and no other site sends. */

const cookieName = "tunesmith";

/** The Set-Cookie of a session. */
export function sessionCookie(session: string, maxAgeS: number, isSecure: boolean): string {
  const secure = isSecure ? "; Secure" : "";
  return `${cookieName}=${session}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`;
}

/** The session in a Cookie header; "" when there is none. */
export function sessionIn(cookie: string | null): string {
  for (const part of (cookie ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === cookieName) return value ?? "";
  }
  return "";
}

/**
 * The page that asks for a token.
 *
 * @param words  what went wrong, as plain text; null when all is well, and the page goes on to the studies
 */
export function loginPage(words: string | null, status: number): Response {
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tunesmith</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">`;
  // Going on by a reload of our own makes the next request one of the same site, which is sent the cookie.
  const body =
    words === null
      ? `<meta http-equiv="refresh" content="0; url=/"></head><body><p><a href="/">Go on to the studies</a></p>`
      : `</head><body><main><h1>Tunesmith</h1><p>${words}</p>
<form method="get" action="/login"><label>Token <input name="token" type="password" autocomplete="off" autofocus required></label>
<button>Log in</button></form><p>The link that <code>tunesmith serve</code> printed logs in by itself.</p></main>`;
  return new Response(`${head}${body}</body></html>`, {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
