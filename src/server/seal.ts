/** The headers of every answer: what a page may load, and who may show or keep it. */
const headers: { readonly [name: string]: string } = {
  // Nothing inline, nothing from elsewhere. Charts draw on a canvas and set styles by script, which needs no exception.
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** An answer with these headers; what it says of caching stands. */
export function sealed(response: Response): Response {
  const out = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) out.set(name, value);
  if (!out.has("cache-control")) out.set("cache-control", "no-store");
  return new Response(response.body, { status: response.status, headers: out });
}
