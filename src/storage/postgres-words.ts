import { TunesmithError } from "../error.ts";

/** The SQLSTATE of an error of the server, or the code of the network's; "" for neither. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** SQLSTATEs after which the same statement may succeed a little later (PostgreSQL, appendix A). */
const passing = new Set([
  ...["57P01", "57P02", "57P03", "57P05"], // shut down, crashed, starting up, idle for too long
  ...["53300", "53400"], // too many connections
  ...["40001", "40P01", "55P03"], // serialisation, deadlock, lock not to be had
  ...["25006"], // read only: a standby, while another server is taking over
]);

/** What the network says when a server is away, and `pg` when a connection ends in the middle. */
const network =
  /^(ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|EAI_AGAIN$|ENOTFOUND$|ENOENT$)|terminat|timeout|Connection ended/i;

/** Whether the server or the way to it was away, so that a later try may work. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  if (passing.has(code) || code.startsWith("08")) return true;
  return network.test(code) || (code === "" && error instanceof Error && network.test(error.message));
}

/** What went wrong with the database at `url`, in our words; an error that is none of PostgreSQL's stays as it is. */
export function inOurWords(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof TunesmithError) return error;
  const say = (words: string) => new TunesmithError("storage", `${url} ${words}`, { cause: error });
  if (isAway(error)) {
    const remedy = "Is the server up, and its address right? What was acknowledged is safe; run again";
    return say(`could not be reached (${error.message || codeOf(error)}). ${remedy}.`);
  }
  switch (codeOf(error)) {
    case "28P01":
    case "28000":
      return say("refused the user or the password. Look at the URL, or set PGPASSWORD.");
    case "3D000":
      return say("has no such database. Make it first: createdb NAME.");
    case "42501":
      return say(`does not let this user do that (${error.message}). Grant it, or use another user.`);
    case "53100":
      return say("cannot grow: the disk of the server is full. Nothing was written; free some space.");
    case "42P01":
    case "3F000":
      return say("lacks a part of our tables. Run: tunesmith storage upgrade --storage URL");
    default:
      return say(`gave an error: ${error.message}.`);
  }
}
