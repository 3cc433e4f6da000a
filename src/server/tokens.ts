import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What a caller may do: look; look and run trials; everything. */
export type Scope = "viewer" | "worker" | "operator";

const scopes: readonly Scope[] = ["viewer", "worker", "operator"];

/** How long a browser stays logged in. */
export const sessionMs = 7 * 24 * 3_600_000;

/** The tokens of a server: one was given, and those of the lesser scopes follow from it. */
export interface Tokens {
  readonly operator: string;
  readonly worker: string;
  readonly viewer: string;
  /** Whose token that is; null when it is nobody's. */
  scopeOf(token: string): Scope | null;
  /** A proof of a login that ends by itself; it holds no token. */
  session(scope: Scope, now: number): string;
  /** Whose session that is; null when it is forged, damaged or over. */
  scopeOfSession(session: string, now: number): Scope | null;
}

/** A token nobody can guess: 192 random bits. */
export function newToken(): string {
  return randomBytes(24).toString("base64url");
}

/**
 * The tokens that follow from one.
 *
 * @param secret  the operator's token
 */
export function tokensOf(secret: string): Tokens {
  const sign = (words: string) => createHmac("sha256", secret).update(words).digest("base64url");
  const of: Readonly<Record<Scope, string>> = {
    operator: secret,
    worker: `w-${sign("tunesmith worker")}`,
    viewer: `v-${sign("tunesmith viewer")}`,
  };
  const digests = scopes.map((scope) => ({ scope, digest: digestOf(of[scope]) }));
  return {
    ...of,
    scopeOf(token) {
      const given = digestOf(token);
      // All are compared, so that the time says nothing.
      return digests.filter(({ digest }) => timingSafeEqual(digest, given))[0]?.scope ?? null;
    },
    session(scope, now) {
      const words = `${scope}.${now + sessionMs}`;
      return `${words}.${sign(`session ${words}`)}`;
    },
    scopeOfSession(session, now) {
      const [name, end, proof = ""] = session.split(".");
      const scope = scopes.find((one) => one === name);
      const isOurs = timingSafeEqual(digestOf(sign(`session ${name}.${end}`)), digestOf(proof));
      return isOurs && scope !== undefined && now < Number(end) ? scope : null;
    },
  };
}

/** Whether a scope is enough for what needs another. */
export function reaches(scope: Scope, needed: Scope): boolean {
  return scopes.indexOf(scope) >= scopes.indexOf(needed);
}

/** What is compared in place of a text: its time tells neither content nor length. */
function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
