import { checkSpace, joinSpace, parseDomain, type Space } from "../space/index.ts";

/** A space in either of its forms: dotted names with domains as text, or its own JSON. */
export function spaceOf(given: { readonly [name: string]: unknown }): Space {
  const entries = Object.entries(given);
  if (entries.length === 0 || !entries.every(([, domain]) => typeof domain === "string"))
    return checkSpace(given);
  return joinSpace(entries.map(([name, domain]) => [name, parseDomain(domain as string)]));
}
