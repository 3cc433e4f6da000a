import { TunesmithError } from "../error.ts";

/**
 * A study's name as a segment of a path: percent-encoded; or `~` and the base64url of it, for names that a path cannot
 * hold, such as "..".
 */
export function studySegment(name: string): string {
  const isPlain = !/^(~|\.{1,2}$)/.test(name);
  return isPlain ? encodeURIComponent(name) : `~${Buffer.from(name, "utf8").toString("base64url")}`;
}

/**
 * The name that a segment, percent-decoded already, means.
 *
 * @throws TunesmithError "name"
 */
export function studyIn(segment: string): string {
  if (!segment.startsWith("~")) return segment;
  const name = Buffer.from(segment.slice(1), "base64url").toString("utf8");
  if (name !== "") return name;
  throw new TunesmithError("name", `"${segment}" names no study: after ~ comes the base64url of its name.`);
}
