import { TunesmithError } from "../error.ts";

/**
 * Refuses what can name no study: "" and text that not every storage can keep as it is.
 *
 * @throws TunesmithError "name"
 */
export function checkStudyName(study: string): void {
  if (study === "")
    throw new TunesmithError("name", 'A study needs a name, and "" is none. Give it any text.');
  if (study.includes("\0")) {
    const shown = JSON.stringify(study);
    throw new TunesmithError("name", `The study name ${shown} has a NUL character. Leave it out.`);
  }
  if (/\p{Surrogate}/u.test(study)) {
    const shown = JSON.stringify(study);
    const what = `The study name ${shown} has half of a character (a lone surrogate)`;
    throw new TunesmithError("name", `${what}. Was a text cut in the middle? Give the whole character.`);
  }
}

/** The error of whoever uses a storage after `close`. */
export function closed(url: string): TunesmithError {
  const what = `The storage ${url} was asked for something after it was closed`;
  return new TunesmithError("storage", `${what}. Close it last, or open it again.`);
}
