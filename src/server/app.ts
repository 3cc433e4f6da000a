import { type Context, Hono } from "hono";
import { isTunesmithError, nearest } from "../error.ts";
import { readJson } from "./body.ts";
import { wordsOf } from "./event-schema.ts";
import { loginPage, sessionCookie, sessionIn } from "./login.ts";
import { openapiOf, pathNames } from "./openapi.ts";
import { type Pages, pageAt } from "./pages.ts";
import { isUnforeseen, Problem, problem, problemOf } from "./problem.ts";
import { rates } from "./rates.ts";
import type { House, Verb } from "./route.ts";
import { sealed } from "./seal.ts";
import { isFromOwnPage, strangerAt } from "./strangers.ts";
import { studyIn } from "./study-path.ts";
import { reaches, type Scope } from "./tokens.ts";

/** What a server is made of. */
export interface Parts {
  readonly house: House;
  readonly verbs: readonly Verb[];
  readonly pages: Pages;
  /** Host names under which it is known, besides those of loopback. */
  readonly names: readonly string[];
  /** Whether it is reached by https, so that cookies may say so. */
  readonly isSecure: boolean;
  /** Requests a second that one address may make. */
  readonly perSecond: number;
  /** Told of errors that nobody foresaw. */
  onError(error: unknown): void;
}

/** What the socket says of a request. */
interface Env {
  Bindings: { readonly address: string };
}

const usualMost = 1_000_000;
const longestKey = 200;

/** The server as a function from requests to responses; it listens nowhere. */
export function appOf(parts: Parts): Hono<Env> {
  const { verbs, names } = parts;
  const { tokens, version } = parts.house;
  const app = new Hono<Env>();
  const logins = rates(0.5, 20);
  const calls = rates(parts.perSecond, 2 * parts.perSecond);
  const openapi = openapiOf(verbs, version);
  const turns = new Map<string, Promise<unknown>>();

  /** Whose request it is; a wrong token is counted, so that nobody tries many. */
  function scopeOf(c: Context<Env>): Scope | null {
    const { headers } = c.req.raw;
    const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
    if (bearer === undefined) return tokens.scopeOfSession(sessionIn(headers.get("cookie")), Date.now());
    const scope = tokens.scopeOf(bearer);
    if (scope === null && !logins.take(c.env.address)) throw tooMany();
    return scope;
  }

  app.use(async (c, next) => {
    const { method, headers } = c.req.raw;
    const isVisit =
      method === "GET" && headers.get("sec-fetch-mode") === "navigate" && isPagePath(c.req.path);
    const stranger = strangerAt(headers, names, isVisit);
    if (stranger) {
      c.res = sealed(problem(stranger.status, "stranger", stranger.words));
    } else if (!calls.take(c.env.address)) c.res = sealed(problemOf(tooMany()));
    else {
      await next();
      c.res = sealed(c.res);
    }
  });

  app.get("/login", async (c) => {
    const token = c.req.query("token");
    if (token === undefined) return loginPage("", 200);
    return login(c, token);
  });
  app.post("/login", async (c) => {
    if (!isFromOwnPage(c.req.raw.headers)) throw new Problem(403, "stranger", "Log in from the page itself.");
    const { token } = (await readJson(c.req.raw, 4000)) as { token?: unknown };
    return login(c, typeof token === "string" ? token : "");
  });
  app.post("/logout", (c) => {
    if (!isFromOwnPage(c.req.raw.headers))
      throw new Problem(403, "stranger", "Log out from the page itself.");
    return new Response(null, {
      status: 204,
      headers: { "set-cookie": sessionCookie("", 0, parts.isSecure) },
    });
  });

  function login(c: Context<Env>, token: string): Response {
    if (!logins.take(c.env.address)) throw tooMany();
    const scope = tokens.scopeOf(token);
    if (scope === null) return loginPage("That token is not one of this server's.", 401);
    const session = tokens.session(scope, Date.now());
    const response = loginPage(null, 200);
    response.headers.set("set-cookie", sessionCookie(session, 7 * 86_400, parts.isSecure));
    return response;
  }

  app.use(async (c, next) => {
    const scope = scopeOf(c);
    const { method, headers } = c.req.raw;
    if (scope === null) {
      if (headers.get("sec-fetch-mode") === "navigate") return loginPage("", 401);
      return problem(401, "token", "Send a token of this server: Authorization: Bearer TOKEN.");
    }
    const isByCookie = !headers.has("authorization");
    if (isByCookie && method !== "GET" && method !== "HEAD" && !isFromOwnPage(headers)) {
      return problem(403, "stranger", "A change by a session must come from the page itself.");
    }
    c.set("scope" as never, scope as never);
    return next();
  });

  app.get("/api/openapi.json", () => Response.json(openapi));
  for (const verb of verbs) {
    const path = `/api/v1${verb.path.replace(/\{(\w+)\}/g, ":$1")}`;
    app.on(verb.method.toUpperCase(), path, (c) => call(verb, c));
  }
  app.get("*", (c) => pageAt(parts.pages, c.req.path, c.req.header("if-none-match")));
  app.notFound(() => problem(404, "path", "There is nothing here; /api/openapi.json says what there is."));
  app.onError((error) => {
    if (isUnforeseen(error)) parts.onError(error);
    return problemOf(error);
  });

  async function call(verb: Verb, c: Context<Env>): Promise<Response> {
    const scope = c.get("scope" as never) as Scope;
    if (!reaches(scope, verb.scope)) {
      throw new Problem(
        403,
        "scope",
        `${verb.name} needs the scope ${verb.scope}; this is a ${scope}'s token.`,
      );
    }
    const key = keyOf(c);
    const given = await inputOf(verb, c);
    if (!isInQuery(verb)) checkNames(verb, given);
    const parsed = verb.input.safeParse(given);
    if (parsed.error) throw new Problem(400, "input", wordsOf(parsed.error));
    const input = parsed.data;
    const study = (input as { study?: string }).study;
    const { signal } = c.req.raw;
    const run = async () =>
      verb.run({ house: parts.house, input, scope, key, signal, body: verb.isRaw ? c.req.raw.body : null });
    try {
      const answer = await (key === undefined ? run() : inTurn(`${study} ${key}`, run));
      return answer instanceof Response ? answer : Response.json(answer);
    } catch (e) {
      // A name that was only guessed leaves nothing behind.
      if (isTunesmithError(e, "study-missing") && study !== undefined) parts.house.leave(study);
      throw e;
    }
  }

  /** A request that is repeated while the first one is still at work waits for it, and then finds its key. */
  function inTurn<T>(name: string, run: () => Promise<T>): Promise<T> {
    const turn = (turns.get(name) ?? Promise.resolve()).then(run, run);
    turns.set(name, turn);
    const done = () => {
      if (turns.get(name) === turn) turns.delete(name);
    };
    turn.then(done, done);
    return turn;
  }

  return app;
}

function isInQuery({ method, isRaw }: Verb): boolean {
  return method === "get" || method === "delete" || isRaw === true;
}

/** A name that is misspelt is not left unheard; one that is like none may be what another verb takes. @throws Problem 400 */
function checkNames(verb: Verb, given: object): void {
  const known = Object.keys((verb.input as { readonly shape?: object }).shape ?? given);
  for (const name of Object.keys(given)) {
    const meant = known.includes(name) ? null : nearest(name, known);
    if (meant !== null && !Object.hasOwn(given, meant))
      throw new Problem(
        400,
        "input",
        `${verb.name} takes no ${JSON.stringify(name)}; did you mean "${meant}"?`,
      );
  }
}

/** The input of a verb: from the path, and from the query or the body. */
async function inputOf(verb: Verb, c: Context<Env>): Promise<object> {
  const given: { [name: string]: unknown } = {};
  if (isInQuery(verb)) Object.assign(given, c.req.query());
  else {
    const body = await readJson(c.req.raw, verb.most ?? usualMost);
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
      throw new Problem(400, "json", "The body must be a JSON object.");
    }
    for (const [name, value] of Object.entries(body)) if (name !== "__proto__") given[name] = value;
  }
  if (verb.name === "events" && c.req.header("last-event-id")) {
    given.lastEventId = c.req.header("last-event-id");
  }
  for (const name of pathNames(verb.path)) {
    const value = c.req.param(name) ?? "";
    given[name] = name === "study" ? studyIn(value) : value;
  }
  return given;
}

/** @throws Problem 400 */
function keyOf(c: Context<Env>): string | undefined {
  const key = c.req.header("idempotency-key");
  if (key !== undefined && !(key.length > 0 && key.length <= longestKey && /^[\x21-\x7e]+$/.test(key))) {
    throw new Problem(400, "key", `Idempotency-Key must be 1 to ${longestKey} visible ASCII characters.`);
  }
  return key;
}

/** The paths that people follow links to. */
function isPagePath(path: string): boolean {
  return path === "/" || path === "/login" || path === "/index.html";
}

function tooMany(): Problem {
  return new Problem(429, "rate", "Too many requests; wait a moment.");
}
