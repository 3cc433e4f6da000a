import { z } from "zod";
import { type Verb, verb } from "../route.ts";

/** Who asks, and what may be handed on. */
export const sessionVerbs: readonly Verb[] = [
  verb({
    name: "session",
    method: "get",
    path: "/session",
    scope: "viewer",
    summary: "Say which scope the caller has.",
    input: z.object({}),
    run: async ({ scope, house }) => ({
      scope,
      version: house.version,
      keepsFiles: house.artifacts !== null,
      showsOutput: house.logs !== null,
    }),
  }),
  verb({
    name: "tokens",
    method: "get",
    path: "/tokens",
    scope: "operator",
    summary: "The tokens of the lesser scopes, to hand on.",
    input: z.object({}),
    run: async ({ house }) => ({ worker: house.tokens.worker, viewer: house.tokens.viewer }),
  }),
];
