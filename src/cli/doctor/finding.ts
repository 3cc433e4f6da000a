/** What one check has found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly about: string;
  readonly state: "ok" | "warning" | "problem";
  readonly found: string;
  /** What to do; null where nothing needs to be. */
  readonly remedy: string | null;
}

export const ok = (about: string, found: string): Finding => ({ about, state: "ok", found, remedy: null });

export const warning = (about: string, found: string, remedy: string): Finding => {
  return { about, state: "warning", found, remedy };
};

export const problem = (about: string, found: string, remedy: string | null): Finding => {
  return { about, state: "problem", found, remedy };
};

/** What a check threw: what was found, and what its last sentence says to do are one text. */
export function thrown(about: string, error: unknown): Finding {
  return problem(about, error instanceof Error ? error.message : String(error), null);
}
