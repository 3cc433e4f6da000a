import { TunesmithError } from "../error.ts";

/** An address as the driver takes it and as people may see it, and the schema in it. */
export function partsOf(address: string): { bare: string; url: string; schema: string } {
  const refuse = (what: string) =>
    new TunesmithError(
      "name",
      `This is no address of a database: ${what}. Write postgres://USER@HOST/DATABASE.`,
    );
  let parsed: URL;
  try {
    parsed = new URL(address);
  } catch {
    throw refuse("it cannot be read"); // it may hold a password, so it is not shown
  }
  const schema = parsed.searchParams.get("schema") ?? "tunesmith";
  if (!/^[a-z_][a-z0-9_]{0,50}$/.test(schema)) {
    throw refuse(`the schema "${schema}" is no plain name of small letters, digits and _`);
  }
  parsed.searchParams.delete("schema");
  const bare = parsed.href;
  if (parsed.password !== "") parsed.password = "";
  for (const name of ["password", "sslpassword"]) parsed.searchParams.delete(name);
  if (schema !== "tunesmith") parsed.searchParams.set("schema", schema);
  return { bare, url: parsed.href, schema };
}
