import { TunesmithError } from "../error.ts";
import { type History, isFinished, type Trial } from "../history/index.ts";

/**
 * A trial of a study that has not ended.
 *
 * @throws TunesmithError "trial" for one that is not there, or has ended
 */
export function unfinished({ trials }: History, study: string, number: number): Trial {
  if (typeof number !== "number") {
    throw new TunesmithError("trial", `a trial goes by its number, a number; write tell(trial.number, …).`);
  }
  const trial = trials[number];
  if (!trial) {
    const found = `study "${study}" has ${trials.length} trials, numbered from 0`;
    throw new TunesmithError("trial", `there is no trial ${number}; ${found}.`);
  }
  if (isFinished(trial)) {
    throw new TunesmithError("trial", `trial ${number} has ended already: it is ${trial.state}.`);
  }
  return trial;
}
