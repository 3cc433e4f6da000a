export { type McpOptions, serveMcp } from "./mcp.ts";
export { type ServeOptions, type Server, serve } from "./serve.ts";
export type { Scope, Tokens } from "./tokens.ts";
