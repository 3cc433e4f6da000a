export { type ServeOptions, type Server, serve } from "./serve.ts";
export type { Scope, Tokens } from "./tokens.ts";
